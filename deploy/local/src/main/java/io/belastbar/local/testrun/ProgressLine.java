package io.belastbar.local.testrun;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;

/** Shows where a run stands: one line that is redrawn on a terminal, a new line each five seconds elsewhere. */
public final class ProgressLine {
    private static final long PLAIN_INTERVAL_MS = 5000;
    private static final String CLEAR_TO_END = "\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private long shownInterval = -1;
    private boolean open;

    public ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(JsonNode progress) {
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

    static String text(JsonNode progress) {
        return String.format(
                Locale.ROOT,
                "  %4d s  %4d users  %s%7.1f req/s  p95 %s ms  %d requests  %d errors",
                progress.path("elapsedMs").asLong() / 1000,
                progress.path("virtualUsers").asInt(),
                offered(progress),
                progress.path("requestsPerSecond").asDouble(),
                milliseconds(progress.path("p95LatencyMs").asDouble()),
                progress.path("requests").asLong(),
                progress.path("errors").asLong());
    }

    /** What the plan asked for in this second: more than the requests that ended, if the target falls behind. */
    private static String offered(JsonNode progress) {
        return progress.hasNonNull("offeredPerSecond")
                ? String.format(
                        Locale.ROOT,
                        "%7.1f/s offered  ",
                        progress.get("offeredPerSecond").asDouble())
                : "";
    }

    private static String milliseconds(double value) {
        return value < 10 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%.0f", value);
    }
}
