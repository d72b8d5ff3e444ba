package io.belastbar.profiling.check;

import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.Target;
import java.time.Instant;

/**
 * The database that is checked.
 *
 * @param description of its system: setting and query of tenants among others
 * @param target as registered: whose statements count, as which role is read
 * @param login the user of the credential
 */
public record CheckedDatabase(SystemDescription description, Target target, String login, Instant now) {
    public String system() {
        return description.system();
    }
}
