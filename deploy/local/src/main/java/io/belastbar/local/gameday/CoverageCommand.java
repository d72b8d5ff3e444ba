package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which function was tested under which scenario. */
@Command(
        name = "coverage",
        description = {
            "Which critical function was tested under which scenario, when, and what is overdue.",
            "Exit codes: 0 nothing is overdue, 99 something is."
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
final class CoverageCommand implements Callable<Integer> {
    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
    private String system;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var days = new GameDays(ApiClient.of(BelastbarHome.choose(home)));
        List<JsonNode> rows = new DueTests(days, system, language, ZoneId.systemDefault()).print("");
        return rows.stream().anyMatch(row -> row.path("overdue").asBoolean())
                ? ExitCodes.BUDGET_FAILED
                : ExitCodes.PASSED;
    }
}
