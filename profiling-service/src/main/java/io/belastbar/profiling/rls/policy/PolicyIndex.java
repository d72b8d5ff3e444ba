package io.belastbar.profiling.rls.policy;

/**
 * What of an index decides whether it serves a condition.
 *
 * @param leads its first column's name, or its first expression as PostgreSQL prints it
 * @param column whether it is a plain column
 * @param method {@code btree}, {@code gin} …
 * @param predicate null when it holds every row
 */
public record PolicyIndex(String name, String leads, boolean column, String method, String predicate, boolean valid) {}
