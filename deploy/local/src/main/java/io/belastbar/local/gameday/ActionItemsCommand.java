package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is to be done after game days. */
@Command(
        name = "action-items",
        description = "What is to be done after game days, until a repeat of the runbook shows that it is done.",
        mixinStandardHelpOptions = true,
        subcommands = {ActionItemsCommand.Add.class, ActionItemsCommand.Of.class})
final class ActionItemsCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** Adds one by hand. */
    @Command(
            name = "add",
            description = {
                "Add what is to be done after a game day. It becomes a finding, and an entry of the record.",
                "Exit codes: 0 it is added, 104 it was refused."
            },
            mixinStandardHelpOptions = true,
            defaultValueProvider = CommandDefaults.class)
    static final class Add implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "The game day.")
        private String id;

        @Option(names = "--text", required = true, description = "What is to be done.")
        private String text;

        @Option(names = "--owner", required = true, description = "Who does it: a role or a person.")
        private String owner;

        @Option(names = "--due", required = true, paramLabel = "DATE", description = "The last day, as in 2027-01-15.")
        private String due;

        @Option(
                names = "--retest",
                paramLabel = "RUNBOOK",
                description = "Its repeat closes it (default: the runbook of the game day).")
        private String retest;

        @Option(
                names = "--severity",
                paramLabel = "CRITICAL|HIGH|MEDIUM|LOW",
                description = "How bad it is until then (default: MEDIUM).")
        private String severity;

        @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
        private ReportLanguage language = ReportLanguage.EN;

        @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
        private Path home;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Map<String, String> order = new LinkedHashMap<>();
            order.put("text", text);
            order.put("owner", owner);
            order.put("due", due);
            order.put("retest", retest);
            order.put("severity", severity);
            order.values().removeIf(value -> value == null);
            var days = new GameDays(ApiClient.of(BelastbarHome.choose(home)));
            JsonNode item = GameDays.required(
                    days.api()
                            .post(
                                    GameDays.SERVICE,
                                    GameDays.path(id) + "/action-items",
                                    JSON.writeValueAsString(order)),
                    "it was not added");
            System.out.println(language.say("Closed by a repeat of ", "Erledigt durch eine Wiederholung von ")
                    + Moment.plain(item.path("retest").asText()));
            return ExitCodes.PASSED;
        }
    }

    /** Lists them. */
    @Command(
            name = "list",
            description = "The action items of a system, newest first; those that are overdue say so.",
            mixinStandardHelpOptions = true,
            defaultValueProvider = CommandDefaults.class)
    static final class Of implements Callable<Integer> {
        @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
        private String system;

        @Option(names = "--state", paramLabel = "all|open|overdue", description = "Which (default: open).")
        private State state = State.OPEN;

        @Option(names = "--limit", paramLabel = "N", description = "How many, 1 to 200 (default: ${DEFAULT-VALUE}).")
        private int limit = 50;

        @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
        private ReportLanguage language = ReportLanguage.EN;

        @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
        private Path home;

        /** Which are asked for. */
        enum State {
            ALL,
            OPEN,
            OVERDUE
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            var days = new GameDays(ApiClient.of(BelastbarHome.choose(home)));
            JsonNode page = GameDays.required(
                    days.api()
                            .get(
                                    GameDays.SERVICE,
                                    ApiPath.system(system) + "/action-items?state="
                                            + state.name().toLowerCase(Locale.ROOT) + "&limit=" + limit),
                    "there is no list");
            page.path("items").forEach(item -> System.out.println(line(item)));
            if (page.path("items").isEmpty()) {
                System.out.println(language.say("nothing is to be done", "nichts ist zu tun"));
            }
            if (page.hasNonNull("nextCursor")) {
                System.out.println(language.say("and older ones", "und ältere"));
            }
            return ExitCodes.PASSED;
        }

        private String line(JsonNode item) {
            String standing = item.path("overdue").asBoolean()
                    ? language.say("OVERDUE", "ÜBERFÄLLIG")
                    : item.path("open").asBoolean()
                            ? language.say("open", "offen")
                            : language.say("closed", "erledigt");
            return "%-10s  %s  %-20s  %s (%s)"
                    .formatted(
                            standing,
                            item.path("due").asText(),
                            Moment.plain(item.path("owner").asText()),
                            Moment.plain(item.path("subject").asText()),
                            Moment.plain(item.path("retest").asText()));
        }
    }
}
