package io.belastbar.document;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One fault of an input: where, which rule, what was received.
 *
 * @param pointer JSON pointer (RFC 6901) into the document, or the name of a parameter
 * @param line 1-based, null if the input has no lines
 * @param column 1-based, null if the input has no columns
 * @param rule the rule as a sentence: "must be a duration such as 200ms"
 * @param received what was found, shortened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemError(String pointer, Integer line, Integer column, String rule, String received) {

    private static final int RECEIVED_LENGTH_MAX = 200;
    private static final int REPLACEMENT = 0xfffd;

    public ProblemError {
        if (received != null && received.length() > RECEIVED_LENGTH_MAX) {
            received = received.substring(0, RECEIVED_LENGTH_MAX) + "…";
        }
        received = received == null ? null : whole(received);
        pointer = pointer == null ? null : whole(pointer);
    }

    /** Half a surrogate pair, sent or cut, cannot be told as UTF-8. */
    private static String whole(String text) {
        return text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
