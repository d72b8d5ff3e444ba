package io.belastbar.contracts;

import java.util.List;
import java.util.Map;

/**
 * Of what and where something was measured, as the labels {@code branch} and {@code testbed} of a run or a measurement say.
 *
 * @param branch of the source code; {@link #MAIN} where nobody said
 * @param testbed for example {@code staging}; {@link #DEFAULT_TESTBED} where nobody said
 */
public record Origin(String branch, String testbed) {

    /** The label, and the field of a measurement, that names the branch. */
    public static final String BRANCH = "branch";

    /** The label, and the field of a measurement, that names the testbed. */
    public static final String TESTBED = "testbed";

    /** The branch that a system's promises, alerts and regressions are about. */
    public static final String MAIN = "main";

    public static final String DEFAULT_TESTBED = "default";

    private static final List<String> NAMES_OF_MAIN = List.of("main", "master", "trunk");
    private static final List<String> PREFIXES = List.of("", "refs/heads/", "refs/remotes/origin/", "origin/");

    /** What nobody named. */
    public static final Origin UNNAMED = new Origin(MAIN, DEFAULT_TESTBED);

    public Origin {
        branch = branchNamed(branch);
        testbed = testbed == null || testbed.isBlank() ? DEFAULT_TESTBED : testbed.strip();
    }

    public static Origin of(Map<String, String> labels) {
        return new Origin(labels.get(BRANCH), labels.get(TESTBED));
    }

    public boolean isMain() {
        return branch.equals(MAIN);
    }

    /**
     * A branch as pipelines name it: {@code refs/heads/} and {@code origin/} before it are no part of its name, and master
     * and trunk are other names of main. Who never says a branch measures main.
     */
    public static String branchNamed(String text) {
        if (text == null || text.isBlank()) {
            return MAIN;
        }
        var stripped = text.strip();
        var name = PREFIXES.stream()
                .filter(prefix -> !prefix.isEmpty() && stripped.startsWith(prefix) && !stripped.equals(prefix))
                .findFirst()
                .map(prefix -> stripped.substring(prefix.length()))
                .orElse(stripped);
        return NAMES_OF_MAIN.contains(name) ? MAIN : name;
    }

    /** Every text that names the same branch, and nothing where that is {@link #MAIN}. */
    public static List<String> namesOf(String branch) {
        var name = branchNamed(branch);
        var names = name.equals(MAIN) ? NAMES_OF_MAIN : List.of(name);
        return PREFIXES.stream()
                .flatMap(prefix -> names.stream().map(prefix::concat))
                .toList();
    }
}
