package io.belastbar.kubernetes.reference;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody most likely meant. */
public final class Nearest {
    private static final int LETTERS_A_SLIP = 6;

    private Nearest() {}

    /** The known name that is a few letters away; the longer the name, the more. */
    static Optional<String> of(String was, Collection<String> known) {
        int most = Math.max(1, was.length() / LETTERS_A_SLIP);
        return within(was, known, most);
    }

    /** The same, so many letters away at most. */
    public static Optional<String> within(String was, Collection<String> known, int most) {
        return known.stream()
                .filter(name -> distance(was, name) <= most)
                .min(Comparator.<String>comparingInt(name -> distance(was, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The end of a refusal. */
    public static String said(String was, Collection<String> known) {
        String value = was.isEmpty() ? "absent" : was;
        return ": was " + value
                + of(was, known).map(", did you mean %s?"::formatted).orElse("");
    }

    /** Levenshtein's. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int swap = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
