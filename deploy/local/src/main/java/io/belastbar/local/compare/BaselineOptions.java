package io.belastbar.local.compare;

import io.belastbar.local.api.ApiPath;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Ratio;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** With what a run is compared, and from when on a pipeline stops. */
public final class BaselineOptions {
    private static final String RUN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** Of a comparison against a branch, which is asked for to be judged. */
    private static final String FAIL_ABOVE = "5%";

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--baseline",
            paramLabel = "last|RUN_ID|label=NAME=VALUE",
            description = "Compare with the last run of the scenario, with one run, or with the last run that has this"
                    + " label (label=branch=main).")
    private String baseline;

    @Option(
            names = "--against",
            paramLabel = "BRANCH",
            description = "Judge against the newest run of this branch (--against main) on the same testbed, with up to"
                    + " ten earlier ones of it telling how far runs lie apart; --fail-above is 5%% then.")
    private String against;

    @Option(
            names = "--fail-above",
            paramLabel = "SHARE",
            description = "Exit code 99 if a run is shown to be slower by more than this, as in 5%%, or to fail more.")
    private String failAbove;

    @Option(
            names = "--relevant",
            paramLabel = "SHARE",
            description = "The smallest change that matters (default: 2%%).")
    private String relevant;

    boolean hasBaseline() {
        return baseline != null || against != null;
    }

    boolean isAgainstABranch() {
        return against != null;
    }

    /** Whether anything was said of a comparison. */
    public boolean isGiven() {
        return hasBaseline() || failAbove != null || relevant != null;
    }

    /**
     * Says so before anything is run.
     *
     * @param baselineNeeded whether no other run could be the baseline
     * @throws ParameterException with the option, the rule and what was given
     */
    public void requireValid(boolean baselineNeeded) {
        if (isGiven() && !hasBaseline() && baselineNeeded) {
            throw invalid("--fail-above and --relevant need --against BRANCH or a --baseline: last, RUN_ID or"
                    + " label=NAME=VALUE");
        }
        if (against != null && baseline != null) {
            throw invalid("--against and --baseline are two answers to one question: say one of them");
        }
        if (against != null && against.isBlank()) {
            throw invalid("--against should be the name of a branch, as in main: was empty");
        }
        if (baseline != null && !baseline.matches("last|label=[^=]+=.*|" + RUN)) {
            throw invalid("--baseline should be last, the id of a run, or label=NAME=VALUE: was " + baseline);
        }
        requireShare("--fail-above", failAbove);
        requireShare("--relevant", relevant);
    }

    private void requireShare(String option, String text) {
        try {
            if (text == null || Ratio.parse(text).fraction() < 1) {
                return;
            }
        } catch (InvalidQuantity notOne) {
            // Refused below, with the same words as a share that is too large.
        }
        throw invalid(option + " should be a share from 0% to below 100%, as in 5%: was " + text);
    }

    /** What follows the runs in the address. */
    String query() {
        return parameter("baseline", against == null ? baseline : "branch=" + against)
                + parameter("failAbove", failAbove == null && against != null ? FAIL_ABOVE : failAbove)
                + parameter("relevant", relevant);
    }

    private static String parameter(String name, String value) {
        return value == null ? "" : "&" + name + "=" + ApiPath.encoded(value);
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
