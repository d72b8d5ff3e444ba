package io.belastbar.local.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.JsonFile;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** When the series of a system reach their limits. */
@Command(
        name = "forecast",
        description = {
            "When the series of a system reach their limits, and how sure that is.",
            "Exit codes: 0 no limit is reached within 60 days, 99 one is (most likely: P50), 104 there is no forecast."
        },
        footer = {
            "",
            "Examples:",
            "  belastbar forecast --system smartbav --now",
            "  belastbar forecast --system smartbav --metric connection_count --horizon P18M --out json=limits.json"
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
public final class ForecastCommand implements Callable<Integer> {
    private static final String SERVICE = "capacity";
    private static final long DAYS_NEAR = 60;
    private static final int PAGE = 200;

    @Spec
    private CommandSpec spec;

    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
    private String system;

    @Option(names = "--metric", paramLabel = "NAME", description = "One series only.")
    private String metric;

    @Option(
            names = "--horizon",
            paramLabel = "PERIOD",
            description = "How far ahead, as in P90D or P18M; default: as far as the data reach, two years at most.")
    private String horizon;

    @Option(names = "--now", description = "Analyse the system first; otherwise the newest analysis is told.")
    private boolean now;

    @Option(names = "--out", paramLabel = "json=FILE", description = "JSON into a file too.")
    private String out;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<JsonFile> file = JsonFile.of(spec.commandLine(), out);
        ArrayNode projections = JsonNodeFactory.instance.arrayNode();
        ApiClient api = ApiClient.of(BelastbarHome.choose(home));
        if (now) {
            new AnalyseNow(api, SERVICE).of(system);
        }
        read(api, projections);
        if (projections.isEmpty()) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, nothing());
        }
        new LimitTable(language, Instant.now()).lines(projections).forEach(System.out::println);
        if (file.isPresent()) {
            file.get()
                    .write(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(projections) + "\n");
        }
        return isNear(projections) ? ExitCodes.BUDGET_FAILED : ExitCodes.PASSED;
    }

    /** Reads every page. */
    private void read(ApiClient api, ArrayNode projections) throws IOException, InterruptedException {
        String path = ApiPath.system(system) + "/projections?limit=" + PAGE
                + (metric == null ? "" : "&metric=" + ApiPath.encoded(metric))
                + (horizon == null ? "" : "&horizon=" + ApiPath.encoded(horizon));
        JsonNode page = page(api, path);
        page.path("items").forEach(projections::add);
        while (page.hasNonNull("nextCursor")) {
            page = page(
                    api,
                    path + "&cursor=" + ApiPath.encoded(page.path("nextCursor").asText()));
            page.path("items").forEach(projections::add);
        }
    }

    private static JsonNode page(ApiClient api, String path) throws IOException, InterruptedException {
        var answer = api.get(SERVICE, path);
        if (!answer.isSuccess() || answer.body() == null) {
            throw new CommandFailure(answer.isSuccess() ? ExitCodes.ABORTED : answer.exitCode(), sentence(answer));
        }
        return answer.body();
    }

    /** A parameter that is refused is named with its rule. */
    private static String sentence(ApiClient.Answer answer) {
        JsonNode error =
                answer.body() == null ? null : answer.body().path("errors").path(0);
        return error == null || !error.hasNonNull("rule")
                ? answer.sentence("there is no forecast")
                : "--%s %s: was %s"
                        .formatted(
                                error.path("pointer").asText(),
                                error.path("rule").asText(),
                                error.path("received").asText());
    }

    /** Without a forecast nothing was held against a limit: no reason to pass. */
    private String nothing() {
        String of = metric == null ? system : metric + language.say(" of ", " von ") + system;
        return language.say("no forecast of ", "keine Prognose von ")
                + of
                + (now
                        ? language.say("; values come by: POST ", "; Werte kommen durch: POST ")
                                + ApiPath.system(system) + "/series"
                                + language.say(
                                        ", or from budget-service, whose measurements are read every 5 minutes",
                                        ", oder von budget-service, dessen Messungen alle 5 Minuten gelesen werden")
                        : language.say("; what makes one: ", "; was eine macht: ") + "belastbar forecast --system "
                                + system + " --now");
    }

    private static boolean isNear(ArrayNode projections) {
        for (JsonNode projection : projections) {
            for (JsonNode limit : projection.path("limits")) {
                if (limit.hasNonNull("daysLeft") && limit.path("daysLeft").asLong() < DAYS_NEAR) {
                    return true;
                }
            }
        }
        return false;
    }
}
