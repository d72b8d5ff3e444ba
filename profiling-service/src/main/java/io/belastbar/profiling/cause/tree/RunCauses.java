package io.belastbar.profiling.cause.tree;

import java.time.Instant;
import java.util.List;

/**
 * Why a run was as slow as it was.
 *
 * @param target the database that was looked at; null without one
 * @param endpoints those that broke a promise first, then by time spent in all their requests
 * @param nobodys what ran in the database for no endpoint that can be told
 * @param broken promises that belong to no endpoint of the run that can be told
 * @param notes what the reader must know: what could not be looked at, and why
 */
public record RunCauses(
        String runId,
        String system,
        String target,
        Instant compiledAt,
        List<EndpointCause> endpoints,
        List<Unattributed> nobodys,
        List<BrokenPromise> broken,
        List<String> notes) {
    public RunCauses {
        endpoints = List.copyOf(endpoints);
        nobodys = List.copyOf(nobodys);
        broken = List.copyOf(broken);
        notes = List.copyOf(notes);
    }

    /** What is the same as long as nothing new is known. */
    public String untimed() {
        return endpoints + "" + nobodys + broken + notes;
    }

    /**
     * A statement that belongs to no endpoint, or only in part.
     *
     * @param share of all time that the database spent on statements in the run, 0 to 1
     */
    public record Unattributed(String queryId, String statement, long calls, double totalMs, double share) {}
}
