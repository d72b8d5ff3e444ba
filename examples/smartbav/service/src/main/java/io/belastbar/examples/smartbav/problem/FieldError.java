package io.belastbar.examples.smartbav.problem;

/**
 * One broken rule.
 *
 * @param pointer JSON pointer to the value in the request's body, or the name of the query parameter
 * @param rule what should have been
 * @param received what was
 */
public record FieldError(String pointer, String rule, String received) {}
