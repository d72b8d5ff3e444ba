package io.belastbar.local.convert;

import io.belastbar.quantity.InvalidQuantity;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A limit as people write it: {@code P95 < 500ms}, {@code <200ms P95}, {@code unter 0,5 %}, {@code ~30 Minuten}.
 *
 * @param statistic {@code p95}; empty if none is named
 * @param sign {@code <}, {@code <=}, {@code >} or {@code >=}; what is about right ({@code ~}) is not to be exceeded
 * @param amount a number with a decimal point, and its unit
 */
record Phrase(String statistic, String sign, String amount) {

    private static final String BELOW = "<(?!=)|unter|weniger als|under|below|less than";
    private static final String MOST = "<=|≤|höchstens|maximal|at most";
    private static final String ABOVE = ">(?!=)|über|mehr als|over|above|more than";
    private static final String LEAST = ">=|≥|mindestens|at least";

    /** What a limit begins with: a sign, or a word that is no part of another. */
    static final String SIGN =
            "(?:(?<!\\p{L})|(?!\\p{L}))(?:" + String.join("|", BELOW, MOST, ABOVE, LEAST) + ")(?!\\p{L})";

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final String SPACE = "[\\s\\u00a0\\u202f]";
    private static final Pattern PERCENTILE = Pattern.compile("\\bP(\\d+(?:[.,]\\d+)?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BOUND = Pattern.compile(
            "(" + SIGN + "|~)" + SPACE + "*(\\d(?:[\\d.,]*\\d)?)" + SPACE + "?((?:[\\p{L}µ%‰]+(?:/\\p{L}+)?)?)", FLAGS);
    private static final Pattern GROUPED = Pattern.compile("[1-9]\\d*[.,]\\d{3}");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?");

    /** Whether a text has a sign before a number, whatever else it says. */
    static boolean limits(String text) {
        return BOUND.matcher(text).find();
    }

    /**
     * Empty if the text has no sign before a number.
     *
     * @throws InvalidQuantity if it can be read in more than one way, or says more than one limit
     */
    static Optional<Phrase> in(String text) {
        var percentile = PERCENTILE.matcher(text);
        var statistic = percentile.find() ? statistic(percentile.group(1)) : "";
        var limit = percentile.replaceFirst(" ");
        var bound = BOUND.matcher(limit);
        if (!bound.find()) {
            return Optional.empty();
        }
        requireOne(limit.substring(0, bound.start()) + limit.substring(bound.end()), text);
        var amount = number(bound.group(2), text) + " " + bound.group(3);
        return Optional.of(new Phrase(statistic, sign(bound.group(1)), amount.strip()));
    }

    private static String sign(String word) {
        return is(BELOW, word) ? "<" : is(ABOVE, word) ? ">" : is(LEAST, word) ? ">=" : "<=";
    }

    private static boolean is(String words, String word) {
        return Pattern.compile(words, FLAGS).matcher(word).matches();
    }

    private static String statistic(String percentile) {
        return switch (percentile.replace(',', '.')) {
            case "50", "90", "95", "99", "999" -> "p" + percentile;
            case "99.9" -> "p999";
            default -> throw new InvalidQuantity("a percentile is P50, P90, P95, P99 or P99.9", "P" + percentile);
        };
    }

    private static String number(String digits, String text) {
        if (GROUPED.matcher(digits).matches() || !NUMBER.matcher(digits).matches()) {
            throw new InvalidQuantity("a number is written without grouping, as in 1000 or 0.5", text);
        }
        return digits.replace(',', '.');
    }

    private static void requireOne(String rest, String text) {
        if (rest.chars().anyMatch(Character::isDigit)) {
            throw new InvalidQuantity("a limit is one sign and one amount, as in P95 < 500ms", text);
        }
    }

    /** Whether this limits from above. */
    boolean below() {
        return sign.startsWith("<");
    }

    /** The limit that this promises to keep. */
    String target() {
        return sign + " " + amount;
    }

    /** The limit that is kept as long as this, which describes the fault, is not the case. */
    String alert() {
        var kept =
                switch (sign) {
                    case ">" -> "<=";
                    case ">=" -> "<";
                    case "<" -> ">=";
                    default -> ">";
                };
        return kept + " " + amount;
    }
}
