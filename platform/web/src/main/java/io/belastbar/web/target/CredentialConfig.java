package io.belastbar.web.target;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** The credentials of targets, by name. */
@ConfigMapping(prefix = "belastbar.credentials")
public interface CredentialConfig {

    @WithParentName
    Map<String, Entry> credentials();

    /** One credential. */
    interface Entry {
        /** User name. */
        Optional<String> username();

        /** Password. */
        Optional<String> password();

        /** In place of both, for a target that asks for a bearer's token. */
        Optional<String> token();
    }
}
