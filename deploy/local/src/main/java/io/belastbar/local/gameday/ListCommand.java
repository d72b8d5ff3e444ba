package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The game days of a system, newest first. */
@Command(
        name = "list",
        description = "The game days of a system, newest first: how they ended, and for whom they wait.",
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
final class ListCommand implements Callable<Integer> {
    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
    private String system;

    @Option(names = "--limit", paramLabel = "N", description = "How many, 1 to 200 (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var days = new GameDays(ApiClient.of(BelastbarHome.choose(home)));
        JsonNode page = GameDays.required(
                days.api().get(GameDays.SERVICE, ApiPath.system(system) + "/game-days?limit=" + limit),
                "there is no list");
        for (JsonNode day : page.path("items")) {
            System.out.printf(
                    "%s  %-20s  %-12s  %s%n",
                    day.path("id").asText(),
                    day.path("plannedAt").asText().replaceFirst("\\.\\d+Z$", "Z"),
                    day.path("outcome").asText(day.path("state").asText()),
                    Moment.plain(day.path("runbook").asText()));
            Awaited.of(day).ifPresent(one -> one.lines(language).forEach(System.out::println));
        }
        if (page.path("items").isEmpty()) {
            System.out.println(language.say("no game day yet", "noch kein Game Day"));
        }
        if (page.hasNonNull("nextCursor")) {
            System.out.println(language.say("and older ones", "und ältere"));
        }
        return ExitCodes.PASSED;
    }
}
