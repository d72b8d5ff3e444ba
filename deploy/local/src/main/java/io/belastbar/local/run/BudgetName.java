package io.belastbar.local.run;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a run calls the document that it stores for {@code --budget}: as {@code apply} calls the file, so that both are
 * one document. Where another scenario's run has stored a file of the same name, the scenario's name is added, so that
 * neither takes the other's promises away.
 *
 * @param reason that the run gives for each of the document's versions; it says whose it is
 */
record BudgetName(String document, String reason) {
    private static final String REASON = "promises for the run of scenario ";
    private static final int LENGTH_MAX = 63;

    /** The documents that a file of this name may be stored as; the first that is not taken is. */
    static List<BudgetName> candidates(String fileName, String scenario) {
        String stem = fileName.replaceFirst("\\.(?:budget\\.(?:md|py)|\\w+)$", "");
        String reason = REASON + scenario;
        return List.of(
                new BudgetName(documentName(stem), reason),
                new BudgetName(documentName(stem + "." + scenario), reason));
    }

    /**
     * @param stored its versions, newest first; empty if there is none
     * @param file that is to be stored, as versions name it
     * @return whether a run of another scenario stored another file as it, and none of this scenario did
     */
    boolean isTaken(List<Version> stored, String file) {
        return stored.stream().noneMatch(version -> reason.equals(version.reason()))
                && stored.stream().noneMatch(version -> file.equals(version.file()))
                && stored.stream()
                        .map(Version::reason)
                        .filter(Objects::nonNull)
                        .anyMatch(other -> other.startsWith(REASON));
    }

    /**
     * A version of a document.
     *
     * @param reason why it was stored; null if nobody said
     * @param file from which it came; null if nobody said
     */
    record Version(String reason, String file) {}

    /** What budget-service takes for a name; a long one is cut, and differs by what was cut off. */
    private static String documentName(String text) {
        String name =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceFirst("^[^a-z0-9]+", "");
        if (name.isEmpty()) {
            return "budget";
        }
        String rest = "-%08x".formatted(text.hashCode());
        return name.length() <= LENGTH_MAX ? name : name.substring(0, LENGTH_MAX - rest.length()) + rest;
    }
}
