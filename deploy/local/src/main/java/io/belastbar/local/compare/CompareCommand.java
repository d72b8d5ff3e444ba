package io.belastbar.local.compare;

import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.WriteFailure;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how runs differ from a baseline, and how sure that is. */
@Command(
        name = "compare",
        description =
                "Compare runs with the first of them, with a --baseline or --against a branch: how far each quantile"
                        + " moved, and how sure that is; with --fail-above exit code 99 if one is worse.",
        footer = {
            "",
            "Examples:",
            "  belastbar compare --against main --system shop --scenario checkout --branch feature/faster",
            "  belastbar compare RUN_ID --against main --fail-above 10%%"
        },
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
    private static final String RUN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN_ID",
            arity = "0..*",
            description =
                    "The runs to compare; without --baseline or --against the first is what they are compared with.")
    private List<String> runs = List.of();

    @Mixin
    private NewestRun newest;

    @Mixin
    private BaselineOptions baseline;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "The comparison as a page (.html), as data (.json) or as JUnit (.xml).")
    private Path export;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the comparison (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireValid();
        var api = ApiClient.of(BelastbarHome.choose(home));
        var runs = this.runs.isEmpty() ? List.of(newest.find(api)) : this.runs;
        var comparison = new CompareWithBaseline(api, baseline, language, System.out);
        int exitCode = comparison.compare(runs);
        if (export != null) {
            byte[] page = comparison.download(runs, ending());
            return write(page) || exitCode != ExitCodes.PASSED ? exitCode : ExitCodes.ABORTED;
        }
        return exitCode;
    }

    /** A file that cannot be written takes nothing from the ruling, which is said already. */
    private boolean write(byte[] page) {
        try {
            Files.write(export, page);
        } catch (IOException failure) {
            System.err.println("belastbar: " + export + " was not written: " + WriteFailure.reason(failure));
            return false;
        }
        System.out.println("\n" + language.say("Comparison: ", "Vergleich: ") + export);
        return true;
    }

    private void requireValid() {
        for (String run : runs) {
            if (!run.matches(RUN)) {
                throw invalid("RUN_ID should be the id of a run, as belastbar run prints it: was " + run);
            }
        }
        newest.requireValid(runs.isEmpty(), baseline.isAgainstABranch());
        if (runs.size() == 1 && !baseline.hasBaseline()) {
            throw invalid("one run needs --against BRANCH or a --baseline to be compared with: last, RUN_ID or"
                    + " label=NAME=VALUE");
        }
        baseline.requireValid(false);
        if (export != null && !ending().matches("\\.(html|json|xml)")) {
            throw invalid("--export should end in .html, .json or .xml: was " + export);
        }
    }

    private String ending() {
        String name = export.getFileName().toString();
        return name.substring(Math.max(0, name.lastIndexOf('.')));
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
