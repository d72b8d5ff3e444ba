package io.belastbar.profiling.cause.tree;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.profiling.cause.attribution.Basis;
import java.util.List;

/**
 * Where a part of an endpoint's time goes.
 *
 * @param name a statement in one line, a table that is read whole, a dependency; null where the kind says it all
 * @param ms of one request, mean, in milliseconds; null for what is known to be in the part above, but not how much of it
 * @param callsPerRequest null for what is not called
 * @param basis why it is this endpoint's; null for what needs no reason
 * @param queryId of a statement; null otherwise
 * @param findings the register's numbers that say what to do
 * @param parts of which this one consists, largest first
 * @param estimated its time is that of the part above, divided as the planner estimates; nobody measured it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Part(
        Kind kind,
        String name,
        Double ms,
        Double callsPerRequest,
        Basis basis,
        String queryId,
        List<String> findings,
        List<Part> parts,
        boolean estimated) {

    /** What takes the time. */
    public enum Kind {
        /** A statement in the database. */
        STATEMENT,
        /** A table that is read from end to end. */
        SEQUENTIAL_SCAN,
        /** An index that is read from end to end. */
        INDEX_SCAN,
        /** A sort, a join, an aggregate: the rest of a statement's plan. */
        PLAN_NODE,
        /** What row-level security costs. */
        ROW_LEVEL_SECURITY,
        /** A service of somebody else: not to be made faster here. */
        DEPENDENCY,
        /** The service itself: its code, serialisation, waiting for a connection. */
        APPLICATION,
        /** Between generator and service, and waiting in front of it. */
        NETWORK;

        /** Whether a change in the system can make it faster. */
        public boolean isOptimisableHere() {
            return this != DEPENDENCY;
        }
    }

    public Part {
        findings = List.copyOf(findings);
        parts = List.copyOf(parts);
    }

    /** Of which only kind, name and time are known. */
    public static Part of(Kind kind, String name, Double ms) {
        return new Part(kind, name, ms, null, null, null, List.of(), List.of(), false);
    }

    public boolean optimisableHere() {
        return kind.isOptimisableHere();
    }
}
