package io.belastbar.local.run;

import io.belastbar.contracts.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Of which branch something was measured, and where. Not given, nothing is said: it is main, on the default testbed. */
public final class OriginOptions {
    private static final int LENGTH_MAX = 200;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The branch that is measured; only main (master, trunk) raises alerts and findings (default:"
                    + " main).")
    private String branch;

    @Option(
            names = "--testbed",
            paramLabel = "NAME",
            description = "Where it is measured, as in staging; kept apart from other testbeds (default: default).")
    private String testbed;

    public String branch() {
        return checked("--branch", branch);
    }

    public String testbed() {
        return checked("--testbed", testbed);
    }

    /**
     * What was said of both as labels, beside the others.
     *
     * @throws ParameterException where a label says something else
     */
    public Map<String, String> labels(Map<String, String> others) {
        var labels = new LinkedHashMap<>(others);
        put(labels, Origin.BRANCH, branch());
        put(labels, Origin.TESTBED, testbed());
        return labels;
    }

    private void put(Map<String, String> labels, String name, String value) {
        if (value == null) {
            return;
        }
        String label = labels.put(name, value);
        if (label != null && !label.equals(value)) {
            throw invalid("--" + name + " " + value + " and --label " + name + "=" + label + " say different things");
        }
    }

    /** Null where nothing was said; an unset variable of a pipeline must not become main by chance. */
    private String checked(String option, String value) {
        if (value == null) {
            return null;
        }
        if (value.isBlank() || value.length() > LENGTH_MAX || value.chars().anyMatch(Character::isISOControl)) {
            throw invalid(option + " should be a name of one to " + LENGTH_MAX
                    + " characters without control characters: was \"" + value.replaceAll("\\p{Cntrl}", "?") + "\"");
        }
        return value;
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
