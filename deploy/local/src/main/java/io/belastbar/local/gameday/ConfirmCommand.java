package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a step that only a person can do is done. */
@Command(
        name = "confirm",
        description = {
            "Confirm a manual step of a game day, or deny it with --deny: then the game day ends and is undone.",
            "Exit codes: 0 said, 104 refused: another role, or somebody has spoken before."
        },
        footer = {
            "",
            "Examples:",
            "  belastbar game-day list --system smartbav",
            "  belastbar game-day confirm 7d0b2d5e-6c1c-4f0e-9a65-0d8f6f4f2a11 look-at-webhooks --role operations"
                    + " --by \"Dana Müller\""
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
final class ConfirmCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(index = "0", paramLabel = "ID", description = "The game day.")
    private String id;

    @Parameters(index = "1", paramLabel = "STEP", description = "The step, by its name.")
    private String step;

    @Option(names = "--by", paramLabel = "NAME", description = "Who says so, as the runbook names its participants.")
    private String by;

    @Option(names = "--role", paramLabel = "ROLE", description = "In which role; must be the step's.")
    private String role;

    @Option(names = "--note", paramLabel = "TEXT", description = "What was seen; kept in the record.")
    private String note;

    @Option(names = "--deny", description = "It is not done, or not as it should be.")
    private boolean denied;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var days = new GameDays(ApiClient.of(BelastbarHome.choose(home)));
        ObjectNode said = JSON.createObjectNode().put("step", step).put("accepted", !denied);
        if (by != null) {
            said.put("by", by);
        }
        if (role != null) {
            said.put("role", role);
        }
        if (note != null) {
            said.put("note", note);
        }
        var kept = GameDays.required(
                days.api().post(GameDays.SERVICE, GameDays.path(id) + "/confirmations", JSON.writeValueAsString(said)),
                language.say("nothing was confirmed", "es wurde nichts bestätigt"));
        System.out.println(Moment.plain(
                (denied ? language.say("denied: ", "abgelehnt: ") : language.say("confirmed: ", "bestätigt: "))
                        + step
                        + language.say(", by ", ", durch ")
                        + kept.path("by").asText()
                        + language.say(" as ", " als ")
                        + kept.path("role").asText()));
        return ExitCodes.PASSED;
    }
}
