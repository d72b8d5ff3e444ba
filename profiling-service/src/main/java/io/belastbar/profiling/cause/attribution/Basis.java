package io.belastbar.profiling.cause.attribution;

/** By what a statement is known to belong to an endpoint, strongest first. */
public enum Basis {
    /** Its text names the endpoint in a comment. */
    COMMENT,
    /** Its calls rise and fall with the endpoint's requests, and with no other's. */
    TIME,
    /** It was called as often as the endpoint, or a multiple of it, and no other endpoint fits. */
    COUNT,
    /** More than one endpoint was called as often; its tables are named in one of them. */
    NAME
}
