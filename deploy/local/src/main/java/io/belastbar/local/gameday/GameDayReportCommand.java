package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.WriteFailure;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the record of a game day says, and whether it is as it was written. */
@Command(
        name = "report",
        description = {
            "Show how a game day went by its record, and whether the record is as it was written.",
            "With --format or --out: the report itself, as Markdown, JSON or one HTML page.",
            "Exit codes: 0 the record verifies (or the report was given), 99 it does not, 104 there is none."
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
final class GameDayReportCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "ID", description = "The game day.")
    private String id;

    @Option(
            names = {"--lang", "--language"},
            paramLabel = "en|de",
            description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Keep the record, byte for byte, for: belastbar evidence verify.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "md|json|html",
            description = "Give the report in this form (default: by the ending of --out).")
    private Form format;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the report there; default: on the console.")
    private Path out;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Keep the game day as a journal of Chaos Toolkit, for its reporting tools.")
    private Path journal;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    /** What the report may be written as. */
    enum Form {
        MD,
        JSON,
        HTML
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var days = new GameDays(ApiClient.of(BelastbarHome.choose(home)));
        if (format != null || out != null) {
            return give(days, form());
        }
        JsonNode day = days.get(id);
        JsonNode verification = GameDays.required(
                days.api().get(GameDays.SERVICE, GameDays.path(id) + "/record/verification?lang=" + language.code()),
                "there is no record");
        byte[] record = days.api()
                .download(
                        GameDays.SERVICE,
                        GameDays.path(id) + "/record",
                        refused -> new CommandFailure(refused.exitCode(), refused.sentence("there is no record")));
        head(day);
        timeline(new String(record, StandardCharsets.UTF_8));
        verified(verification);
        keep(file, record);
        if (journal != null) {
            keep(
                    journal,
                    days.api()
                            .download(
                                    GameDays.SERVICE,
                                    GameDays.path(id) + "/journal",
                                    refused -> new CommandFailure(
                                            refused.exitCode(), refused.sentence("there is no journal"))));
        }
        return verification.path("verifies").asBoolean() ? ExitCodes.PASSED : ExitCodes.BUDGET_FAILED;
    }

    private Form form() {
        String name = out == null ? "" : out.getFileName().toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return format != null
                ? format
                : Arrays.stream(Form.values())
                        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(ending))
                        .findFirst()
                        .orElseThrow(() -> new CommandFailure(
                                ExitCodes.INVALID_INPUT,
                                "--out should end in .md, .json or .html, or --format say which: was " + name));
    }

    private int give(GameDays days, Form form) throws IOException, InterruptedException {
        byte[] report = days.api()
                .download(
                        GameDays.SERVICE,
                        GameDays.path(id) + "/report." + form.name().toLowerCase(Locale.ROOT) + "?lang="
                                + language.code(),
                        refused -> new CommandFailure(refused.exitCode(), refused.sentence("there is no report")));
        if (out == null) {
            System.out.write(report);
            System.out.flush();
        } else {
            write(out, report);
            System.out.println(language.say("Report: ", "Bericht: ") + out);
        }
        return ExitCodes.PASSED;
    }

    private void head(JsonNode day) {
        String reason = Moment.plain(day.path("reason").asText());
        System.out.println(Moment.plain(day.path("runbook").asText()) + ", "
                + day.path("system").asText() + ": "
                + day.path("outcome").asText(day.path("state").asText()) + (reason.isEmpty() ? "" : ": " + reason));
        System.out.println(day.path("plannedAt").asText() + " – "
                + day.path("finishedAt").asText(language.say("under way", "im Gange")));
    }

    /** Lines that are no entries are heads, or what the verification names. */
    private void timeline(String record) {
        var lines = new GameDayLines(language, ZoneId.systemDefault());
        for (String line : record.split("\n")) {
            try {
                JsonNode entry = JSON.readTree(line).path("entry");
                if (entry.isObject()) {
                    lines.of(Moment.ofEntry(entry)).forEach(System.out::println);
                }
            } catch (IOException torn) {
                continue;
            }
        }
    }

    private void verified(JsonNode verification) {
        System.out.println(verification.path("summary").asText());
        verification
                .path("faults")
                .forEach(fault -> System.out.println(
                        "  " + Moment.plain(fault.path("text").asText())));
        verification.path("shown").forEach(text -> System.out.println("  " + Moment.plain(text.asText())));
        verification.path("notShown").forEach(text -> System.out.println("  " + Moment.plain(text.asText())));
    }

    private static void keep(Path to, byte[] content) {
        if (to != null) {
            write(to, content);
        }
    }

    private static void write(Path to, byte[] content) {
        try {
            Files.write(to, content);
        } catch (IOException failure) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, to + " was not written: " + WriteFailure.reason(failure));
        }
    }
}
