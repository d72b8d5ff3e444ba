package io.belastbar.profiling.finding.link;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Optional;

/**
 * Somebody who knows why promises are broken. Each is asked until one answers: when the violation is raised, and when a
 * finding is registered that may be its cause. Cheap: it looks at what is stored, and asks no target.
 */
public interface CauseOfViolation {
    /** The number of the finding in the same system that is the cause; empty if this one does not know. */
    Uni<Optional<String>> causeOf(SqlConnection transaction, Violation violation);
}
