package io.belastbar.local.report;

import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says whether a system keeps its promises. */
@Command(
        name = "report",
        description = "Report whether a system keeps its promises; exit code 99 if one is broken.",
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
public final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
    private String system;

    @Option(names = "--run", paramLabel = "RUN_ID", description = "One run; default: the newest word on each promise.")
    private String run;

    @Option(
            names = "--budget-version",
            paramLabel = "N",
            description = "Hold the run against this version of the budget; default: the one of its own evaluation.")
    private Integer budgetVersion;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = ".md, .html or .json; default: Markdown on the console.")
    private Path out;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the report (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String ending = ending();
        if (budgetVersion != null && run == null) {
            throw new ParameterException(spec.commandLine(), "--budget-version needs --run: was " + budgetVersion);
        }
        var api = ApiClient.of(BelastbarHome.choose(home));
        judgeAgain(api);
        String path = ApiPath.system(system) + "/reports/performance-budget-compliance";
        String query = "?lang=" + language.code() + (run == null ? "" : "&run=" + ApiPath.encoded(run))
                + (budgetVersion == null ? "" : "&budgetVersion=" + budgetVersion);
        var verdicts = api.get("budget", path + ".json" + query);
        if (!verdicts.isSuccess()) {
            throw new CommandFailure(verdicts.exitCode(), verdicts.sentence("there is no report"));
        }
        byte[] report = api.download("budget", path + ending + query);
        if (out == null) {
            System.out.write(report);
            System.out.flush();
        } else {
            Files.write(out, report);
            System.out.println(language.say("Report: ", "Bericht: ") + out);
        }
        return verdicts.body().path("counts").path("FAIL").asInt() > 0 ? ExitCodes.BUDGET_FAILED : ExitCodes.PASSED;
    }

    /** Unless the run was held against that version before. */
    private void judgeAgain(ApiClient api) throws IOException, InterruptedException {
        if (budgetVersion == null) {
            return;
        }
        String path = "/api/v1/test-runs/" + ApiPath.encoded(run) + "/evaluation?budgetVersion=" + budgetVersion;
        var known = api.get("budget", path);
        var answer = known.status() == 404 ? api.post("budget", path, "") : known;
        if (!answer.isSuccess()) {
            throw new CommandFailure(answer.exitCode(), answer.sentence("the run was not judged again"));
        }
    }

    private String ending() {
        if (out == null) {
            return ".md";
        }
        String name = out.getFileName().toString();
        String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
        if (!ending.matches("\\.(md|html|json)")) {
            throw new ParameterException(spec.commandLine(), "--out should end in .md, .html or .json: was " + name);
        }
        return ending;
    }
}
