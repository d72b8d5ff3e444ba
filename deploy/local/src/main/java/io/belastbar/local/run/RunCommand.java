package io.belastbar.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.compare.BaselineOptions;
import io.belastbar.local.compare.CompareWithBaseline;
import io.belastbar.local.launch.EnvironmentTargets;
import io.belastbar.local.scenario.ScenarioFile;
import io.belastbar.local.up.StartTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One load run from a file, for a pipeline: load, verdict, reports, exit code. */
@Command(
        name = "run",
        description = "Run the load of a scenario, hold it against its thresholds, and write reports.",
        footer = "%nWithout a platform on the home, one is started for this run and ended after it.",
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
public final class RunCommand implements Callable<Integer> {
    /** For reports and for ending the platform after Ctrl-C. */
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO.yml", description = "The scenario.")
    private Path scenario;

    @Option(
            names = "--budget",
            paramLabel = "FILE",
            description = "A budget, added to the system's; endpoint objectives are thresholds.")
    private Path budget;

    @Option(
            names = "--system",
            paramLabel = "ID",
            description = "Default: of the system.yml beside the scenario, else the scenario's name.")
    private String system;

    @Option(
            names = "--out",
            paramLabel = "FORMAT=FILE",
            split = ",",
            description = "A report: junit=FILE, json=FILE, csv=FILE or html=FILE; may be repeated.")
    private List<String> out = List.of();

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "A report by its ending: .html, .xml, .json, .csv; may be repeated.")
    private List<Path> exports = List.of();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "What $${set.NAME} is in the scenario; may be repeated. It is stored with the scenario: no secrets.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "What is tested: commit=abc; may be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Mixin
    private OriginOptions origin;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the reports (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(
            names = "--target",
            paramLabel = "NAME=URL",
            description = "Registers a target on the platform that is started for this run;"
                    + " postgresql://USER:PASSWORD@HOST/DB gives its credential too.")
    private List<String> targets = List.of();

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Mixin
    private BaselineOptions baseline;

    @Option(names = "--no-sample", description = "Never start the sample system.")
    private boolean noSample;

    private final PrintStream console = System.out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        baseline.requireValid(true);
        var named = origin.labels(labels);
        var reports = reports();
        var loadTargets = parsed(() -> targets.stream().map(LoadTarget::parse).toList());
        var load = LoadDocuments.read(ScenarioFile.read(scenario, set), budget, system);
        reports.forEach(ReportFile::requireWritable);
        boolean running = PlatformAccess.runs(home);
        if (running && !loadTargets.isEmpty()) {
            throw refusedTarget(loadTargets.getFirst());
        }
        var plan = new TargetPlan(load.scenario().targets(), loadTargets, !noSample);
        boolean terminal = System.console() != null;
        if (!running) {
            plan.requireKnown(System::getenv, load.scenario().path());
        }
        try (var platform = running
                ? PlatformAccess.toRunning(home)
                : PlatformAccess.toOwn(home, plan.needsSample(), plan.settings(), new StartTable(console, terminal))) {
            return execute(platform, new LoadRun(load, named, reports, language, console, terminal));
        }
    }

    private int execute(PlatformAccess platform, LoadRun run) throws IOException, InterruptedException {
        try (var interruption = new Interruption(END_LIMIT, platform::close)) {
            interruption.cancelBy(platform::close);
            try {
                ApiClient api = platform.start();
                JsonNode result = run.execute(api, interruption);
                int own = LoadRun.exitCode(result);
                int code = baseline.isGiven() ? compared(api, result, own) : own;
                run.requireReports(code);
                return code;
            } finally {
                platform.close();
            }
        }
    }

    /** A run that counts is compared, and is worth no more than the worse of its verdict and the comparison. */
    private int compared(ApiClient api, JsonNode result, int own) throws IOException, InterruptedException {
        if (own == ExitCodes.ABORTED || own == ExitCodes.INVALID_INPUT) {
            console.println(language.say(
                    "It is not compared with another run: it does not count.",
                    "Er wird mit keinem anderen Lauf verglichen: Er zählt nicht."));
            return own;
        }
        console.println();
        int comparison = new CompareWithBaseline(api, baseline, language, console)
                .compare(List.of(result.path("runId").asText()));
        return own == ExitCodes.PASSED ? comparison : own;
    }

    private List<ReportFile> reports() {
        return parsed(() -> {
            var reports = new ArrayList<ReportFile>();
            out.forEach(option -> reports.add(ReportFile.ofOut(option)));
            exports.forEach(file -> reports.add(ReportFile.ofExport(file)));
            return reports;
        });
    }

    private <T> T parsed(Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private CommandFailure refusedTarget(LoadTarget target) {
        return new CommandFailure(
                ExitCodes.INVALID_INPUT,
                ("--target %s is refused: a platform runs already, and who may be put under load is its"
                                + " operator's to say. Start it with %s=%s, or choose another --home.")
                        .formatted(target.name(), EnvironmentTargets.variable(target.name()), target.url()));
    }
}
