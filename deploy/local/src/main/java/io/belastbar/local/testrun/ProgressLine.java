package io.belastbar.local.testrun;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows where a run stands: one line that is redrawn on a terminal, a new line each five seconds elsewhere. Users, rate
 * and p95 are those of the last second; requests and errors count from the start. A cause of failures that becomes the
 * main one is told once, on a line of its own.
 */
public final class ProgressLine {
    private static final long PLAIN_INTERVAL_MS = 5000;
    private static final String CLEAR_TO_END = "\033[K";
    private static final int CAUSES_MAX = 5;

    private final PrintStream out;
    private final boolean terminal;
    private final ReportLanguage language;
    private final Set<String> told = new HashSet<>();
    private long shownInterval = -1;
    private boolean open;

    public ProgressLine(PrintStream out, boolean terminal, ReportLanguage language) {
        this.out = out;
        this.terminal = terminal;
        this.language = language;
    }

    void show(JsonNode progress) {
        tell(progress.path("failures").path("main"));
        if (terminal) {
            out.print("\r" + text(progress) + CLEAR_TO_END);
            out.flush();
            open = true;
            return;
        }
        long interval = progress.path("elapsedMs").asLong() / PLAIN_INTERVAL_MS;
        if (interval != shownInterval) {
            shownInterval = interval;
            out.println(text(progress));
        }
    }

    private void tell(JsonNode main) {
        if (main.isObject()
                && told.size() < CAUSES_MAX
                && told.add(main.path("step").asText() + FailureReport.name(main))) {
            String message = main.path("message").asText();
            note("! " + main.path("step").asText() + ": " + FailureReport.name(main)
                    + (message.isEmpty() ? "" : ": " + message));
        }
    }

    /** Something else than progress, on a line of its own. */
    void note(String text) {
        end();
        out.println("  " + text);
    }

    /** What follows starts on a new line. */
    void end() {
        if (open) {
            out.println();
            open = false;
        }
    }

    String text(JsonNode progress) {
        return String.format(
                language.locale(),
                language.say(
                        "  %4d s  last second: %4d users  %s%7.1f req/s  p95 %s ms   so far: %d requests  %d errors%s",
                        "  %4d s  letzte Sekunde: %4d Benutzer  %s%7.1f Anfr./s  p95 %s ms   bisher: %d Anfragen"
                                + "  %d Fehler%s"),
                progress.path("elapsedMs").asLong() / 1000,
                progress.path("virtualUsers").asInt(),
                offered(progress),
                progress.path("requestsPerSecond").asDouble(),
                milliseconds(progress.path("p95LatencyMs").asDouble()),
                progress.path("requests").asLong(),
                progress.path("errors").asLong(),
                classes(progress.path("failures").path("byClass")));
    }

    /** How often which class of error came, most frequent first. */
    private static String classes(JsonNode byClass) {
        return byClass.isEmpty()
                ? ""
                : byClass.properties().stream()
                        .sorted((one, other) -> Long.compare(
                                other.getValue().asLong(), one.getValue().asLong()))
                        .map(each -> each.getKey() + " " + each.getValue().asLong())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** What the plan asked for in this second: more than the requests that ended, if the target falls behind. */
    private String offered(JsonNode progress) {
        return progress.hasNonNull("offeredPerSecond")
                ? String.format(
                        language.locale(),
                        language.say("%7.1f/s offered  ", "%7.1f/s angeboten  "),
                        progress.get("offeredPerSecond").asDouble())
                : "";
    }

    /** A second without a good answer has no time: zero would read as a fast one. */
    private String milliseconds(double value) {
        if (value == 0) {
            return "–";
        }
        return value < 10
                ? String.format(language.locale(), "%.1f", value)
                : String.format(language.locale(), "%.0f", value);
    }
}
