package io.belastbar.local.compare;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how runs differ from the first of them, and how sure that is. */
@Command(
        name = "compare",
        description = "Compare runs with the first of them: how far each quantile moved, and how sure that is.",
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
    private static final String RUN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String PATH = "/api/v1/test-run-comparisons";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN_ID", arity = "2..*", description = "The baseline, then the runs to compare with it.")
    private List<String> runs;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "The comparison as a page (.html) or as data (.json).")
    private Path export;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the comparison (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireValid();
        var api = ApiClient.of(BelastbarHome.choose(home));
        String query = "?runs=" + String.join(",", runs);
        var answer = api.get("loadtest", PATH + query);
        if (!answer.isSuccess()) {
            throw new CommandFailure(answer.exitCode(), answer.sentence("the runs were not compared"));
        }
        new ComparisonReport(System.out, language).print(answer.body());
        if (export != null) {
            String path = PATH + (isPage() ? ".html" : "") + query + "&lang=" + language.code();
            Files.write(export, api.download("loadtest", path));
            System.out.println("\n" + language.say("Comparison: ", "Vergleich: ") + export);
        }
        return ExitCodes.PASSED;
    }

    private void requireValid() {
        for (String run : runs) {
            if (!run.matches(RUN)) {
                throw invalid("RUN_ID should be the id of a run, as belastbar run prints it: was " + run);
            }
        }
        if (export != null && !isPage() && !export.toString().endsWith(".json")) {
            throw invalid("--export should end in .html or .json: was " + export);
        }
    }

    private boolean isPage() {
        return export.toString().endsWith(".html");
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
