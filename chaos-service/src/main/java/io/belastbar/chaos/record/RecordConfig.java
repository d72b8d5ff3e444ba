package io.belastbar.chaos.record;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The record of game days. */
@ConfigMapping(prefix = "belastbar.chaos.record")
public interface RecordConfig {

    /**
     * PEM file with the Ed25519 key that signs; made if there is none. All instances need the same. Whoever reads it can
     * write a record anew, so it is refused if others than its owner may.
     */
    @WithDefault("${user.home}/.belastbar/record-key.pem")
    String keyFile();
}
