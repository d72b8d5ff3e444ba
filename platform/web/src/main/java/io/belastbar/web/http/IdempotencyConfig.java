package io.belastbar.web.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Idempotency keys. */
@ConfigMapping(prefix = "belastbar.idempotency")
public interface IdempotencyConfig {

    /** How long a key is remembered. */
    @WithDefault("24h")
    Duration retention();
}
