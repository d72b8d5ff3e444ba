package io.belastbar.budget.objective;

/** What kind of thing a promise is about. */
public enum SubjectKind {
    /** Method and path of an HTTP endpoint. */
    ENDPOINT,
    /** A named piece of work, which load scenarios mark by a step's tag. */
    OPERATION,
    /** A kind of SQL statement. */
    QUERY,
    CACHE,
    /** A run of a build or deployment pipeline. */
    PIPELINE,
    /** Something built, for example a bundle that browsers load. */
    ARTEFACT,
    /** Processor, memory, connections, storage. */
    RESOURCE,
    /** What the business counts: orders, tasks. */
    BUSINESS
}
