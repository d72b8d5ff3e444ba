package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.apply.RefusalReport;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.run.Interruption;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a game day held, shows what happens, and says how it ended. */
@Command(
        name = "run",
        description = {
            "Hold the game day of a stored runbook, and show every step and expectation. Ctrl-C aborts it: what was broken is"
                    + " taken back.",
            "Exit codes: 0 passed, 99 failed, 104 refused, 105 aborted or inconclusive."
        },
        footer = {
            "",
            "Examples:",
            "  belastbar apply -f examples/smartbav/belastbar",
            "  belastbar game-day run postgres-primary-down --system smartbav --dry-run",
            "  belastbar game-day run postgres-primary-down --system smartbav --unattended --time-scale 0.1"
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
final class RunGameDayCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** For taking back, and for the proof that all is well again. */
    private static final Duration END_LIMIT = Duration.ofMinutes(3);

    @Parameters(paramLabel = "RUNBOOK", description = "The name of a runbook that was stored by apply.")
    private String runbook;

    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
    private String system;

    @Option(
            names = "--time-scale",
            paramLabel = "F",
            description = "A rehearsal: moves the steps, above 0 to 1; never time limits or windows.")
    private Double timeScale;

    @Option(names = "--unattended", description = "Nobody is there: a step that a person must confirm fails.")
    private boolean unattended;

    @Option(names = "--dry-run", description = "Only say what stands in its way; changes nothing.")
    private boolean dryRun;

    @Option(
            names = "--without-impossible",
            description = "Go without what cannot be carried out here of an experiment of another tool.")
    private boolean withoutImpossible;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A variable of the runbook; may be repeated.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String path = ApiPath.system(system) + "/game-days";
        var days = new GameDays(ApiClient.of(BelastbarHome.choose(home)));
        if (dryRun) {
            return looked(days.api().post(GameDays.SERVICE, path, order()));
        }
        try (var interruption = new Interruption(END_LIMIT, () -> {})) {
            var started = days.api().post(GameDays.SERVICE, path, order());
            if (started.status() != 202 || started.body() == null) {
                return refused(started);
            }
            return followed(days, started.body().path("id").asText(), interruption);
        }
    }

    private String order() throws IOException {
        ObjectNode order = JSON.createObjectNode().put("runbook", runbook);
        if (!variables.isEmpty()) {
            variables.forEach(order.putObject("variables")::put);
        }
        if (timeScale != null) {
            order.put("timeScale", timeScale);
        }
        if (unattended) {
            order.put("unattended", true);
        }
        if (withoutImpossible) {
            order.put("withoutImpossible", true);
        }
        if (dryRun) {
            order.put("dryRun", true);
        }
        return JSON.writeValueAsString(order);
    }

    private int followed(GameDays days, String id, Interruption interruption) throws IOException, InterruptedException {
        System.out.println(
                language.say("Game day ", "Game Day ") + id + language.say(" by runbook ", " nach Runbook ") + runbook);
        interruption.cancelBy(() -> {
            System.err.println(language.say(
                    "it is aborted; what was broken is taken back",
                    "er wird abgebrochen; was gestört wurde, wird zurückgenommen"));
            days.abort(id);
        });
        var lines = new GameDayLines(language, ZoneId.systemDefault());
        JsonNode day = days.follow(id, moment -> tell(lines, moment, id), System.err::println);
        interruption.cancelBy(() -> {});
        String reason = Moment.plain(day.path("reason").asText());
        System.out.println(day.path("outcome").asText() + (reason.isEmpty() ? "" : ": " + reason));
        System.out.println(language.say("Report: ", "Bericht: ") + "belastbar game-day report " + id);
        return exitCode(day.path("outcome").asText());
    }

    private void tell(GameDayLines lines, Moment moment, String id) {
        lines.of(moment).forEach(System.out::println);
        if (moment.kind().equals("CONFIRMATION_AWAITED")) {
            Awaited.of(moment, id).lines(language).forEach(System.out::println);
        }
    }

    static int exitCode(String outcome) {
        return switch (outcome) {
            case "PASSED" -> ExitCodes.PASSED;
            case "FAILED" -> ExitCodes.BUDGET_FAILED;
            default -> ExitCodes.ABORTED;
        };
    }

    private int looked(ApiClient.Answer answer) {
        if (!answer.isSuccess() || answer.body() == null) {
            return refused(answer);
        }
        for (JsonNode obstacle : answer.body().path("obstacles")) {
            System.out.println(Moment.plain(obstacle.path("where").asText()) + ": "
                    + Moment.plain(
                            obstacle.path(language.say("english", "german")).asText()));
        }
        if (!answer.body().path("possible").asBoolean()) {
            return ExitCodes.INVALID_INPUT;
        }
        System.out.println(runbook
                + language.say(
                        ": nothing stands in its way, and nothing was changed",
                        ": nichts steht im Weg, und nichts wurde geändert"));
        return ExitCodes.PASSED;
    }

    /** The faults are the order's, or the runbook's with these values of its variables. */
    private int refused(ApiClient.Answer answer) {
        if (answer.status() >= 500 || answer.isSuccess()) {
            throw new CommandFailure(ExitCodes.ABORTED, answer.sentence("the game day was not begun"));
        }
        new RefusalReport(System.out).print(runbook, GameDays.SERVICE, answer);
        return ExitCodes.INVALID_INPUT;
    }
}
