package io.belastbar.profiling.cause.attribution;

/**
 * How often a request of an endpoint calls something.
 *
 * @param counted a query id, or the name of a dependency
 * @param calls per request, mean; below 1 where some requests do not
 */
public record CallsPerRequest(String endpoint, String counted, double calls, Basis basis) {}
