package io.belastbar.web.target;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** The credentials of targets, by name. */
@ConfigMapping(prefix = "belastbar.credentials")
public interface CredentialConfig {

    @WithParentName
    Map<String, Entry> credentials();

    /** One credential. */
    interface Entry {
        /** User name. */
        String username();

        /** Password. */
        String password();
    }
}
