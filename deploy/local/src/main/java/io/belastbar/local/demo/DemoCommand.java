package io.belastbar.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.embedded.FreePorts;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.SourceTree;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.apply.ApplyDocuments;
import io.belastbar.local.convert.DocumentKind;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.TemporaryHome;
import io.belastbar.local.launch.Platform;
import io.belastbar.local.launch.PlatformOptions;
import io.belastbar.local.testrun.RunFollower;
import io.belastbar.local.up.PlatformArguments;
import io.belastbar.local.up.StartTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole loop once: start, apply, load, evaluate, name the cause, end. */
@Command(
        name = "demo",
        description = "Run the whole loop once on the sample system, and print the verdict.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String SYSTEM = "smartbav";

    @Mixin
    private PlatformArguments arguments = new PlatformArguments();

    @Option(names = "--keep", description = "Leave the platform running afterwards, until Ctrl-C.")
    private boolean keep;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the report (default: ${DEFAULT-VALUE}).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "A scenario of the sample (default: ${DEFAULT-VALUE}).")
    private String scenario = "demo";

    private final PrintStream out = System.out;

    private volatile RunFollower follower;

    @Override
    public Integer call() throws Exception {
        boolean temporary = arguments.home() == null;
        var home = temporary ? TemporaryHome.make() : BelastbarHome.choose(arguments.home());
        int basePort = arguments.basePort() == null ? FreePorts.block(36) : arguments.basePort();
        var options = arguments.toOptions(home, basePort, true);
        var platform =
                Platform.prepare(options, PlatformOptions.RESTART_DELAY, new StartTable(out, System.console() != null));
        var end = new DemoEnd(out, this::silence, () -> end(platform, temporary));
        int verdict = end.of(() -> {
            platform.start();
            return loop(ApiClient.of(home));
        });
        if (keep) {
            out.println("Still running on " + home.path() + "; Ctrl-C ends it.");
            platform.supervise();
        }
        return verdict;
    }

    private void silence() {
        if (follower != null) {
            follower.abandon();
        }
    }

    private static void end(Platform platform, boolean temporary) {
        try {
            platform.close();
        } catch (IOException e) {
            System.err.println("while stopping: " + e.getMessage());
        }
        if (temporary) {
            TemporaryHome.delete(platform.home());
        }
    }

    private int loop(ApiClient api) throws IOException, InterruptedException {
        Path documents = SourceTree.root().resolve("examples/smartbav/belastbar");
        out.println();
        var apply = new ApplyDocuments(api, out, documents);
        int applied = apply.only(EnumSet.complementOf(EnumSet.of(DocumentKind.CAPACITY_PLAN)))
                .run(null);
        if (applied != ExitCodes.PASSED) {
            return applied;
        }
        follower = new RunFollower(api, out, System.console() != null, ReportLanguage.EN);
        JsonNode run = follower.follow(follower.start(SYSTEM, scenario, false, Map.of()));
        var report = new DemoReport(out, language);
        if ("ABORTED".equals(run.path("verdict").asText())) {
            report.aborted(run);
            return ExitCodes.ABORTED;
        }
        JsonNode evaluation = new Outcome(api).evaluation(run.path("runId").asText());
        JsonNode findings = new Outcome(api).findings(SYSTEM, evaluation);
        report.verdicts(run, evaluation);
        new CauseTreeText(out, language)
                .print(new Outcome(api).causes(run.path("runId").asText()));
        report.findings(findings);
        out.println();
        // Last, as in the loop: what its plan has missed is found when it is applied, and what a load shows comes
        // first.
        apply.only(Set.of(DocumentKind.CAPACITY_PLAN)).run(SYSTEM);
        report.addresses(api);
        return exitCode(evaluation.path("verdict").asText());
    }

    /** Only PASS and WARN keep the promise; a verdict that could not be reached is not a pass. */
    static int exitCode(String verdict) {
        return switch (verdict) {
            case "PASS", "WARN" -> ExitCodes.PASSED;
            case "FAIL" -> ExitCodes.BUDGET_FAILED;
            case "INCONCLUSIVE", "NO_DATA" -> ExitCodes.ABORTED;
            default -> throw new CommandFailure(ExitCodes.ABORTED, "unknown verdict: " + verdict);
        };
    }
}
