package io.belastbar.local.compare;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.run.OriginOptions;
import java.io.IOException;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which run is compared where none is named: the newest of a branch. */
public final class NewestRun {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--system", paramLabel = "ID", description = "Without RUN_ID: the system of the newest run.")
    private String system;

    @Option(names = "--scenario", paramLabel = "NAME", description = "Without RUN_ID: the scenario of the newest run.")
    private String scenario;

    @Mixin
    private OriginOptions origin;

    void requireValid(boolean wanted, boolean againstABranch) {
        boolean complete = system != null && scenario != null && origin.branch() != null;
        boolean given =
                Stream.of(system, scenario, origin.branch(), origin.testbed()).anyMatch(option -> option != null);
        if (wanted && !(complete && againstABranch)) {
            throw invalid(
                    "say which runs: RUN_ID, or --against BRANCH with --system ID, --scenario NAME and --branch NAME"
                            + " for the newest run of a branch");
        }
        if (!wanted && given) {
            throw invalid("--system, --scenario, --branch and --testbed look for a run: leave them or RUN_ID out");
        }
    }

    /** @throws CommandFailure where the branch has no run; the sentence says which command makes one */
    String find(ApiClient api) throws IOException, InterruptedException {
        String query = "?limit=1&scenario=" + ApiPath.encoded(scenario) + "&branch=" + ApiPath.encoded(origin.branch())
                + (origin.testbed() == null ? "" : "&testbed=" + ApiPath.encoded(origin.testbed()));
        var answer = api.get("loadtest", ApiPath.system(system) + "/test-runs" + query);
        if (!answer.isSuccess()) {
            throw new CommandFailure(answer.exitCode(), answer.sentence("the runs of the branch were not found"));
        }
        var newest = answer.body().path("items").path(0).path("runId").asText("");
        if (newest.isEmpty()) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "no run of the scenario %s of %s measured branch %s. This makes one: belastbar run SCENARIO.yml --branch %s"
                            .formatted(scenario, system, origin.branch(), origin.branch()));
        }
        return newest;
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
