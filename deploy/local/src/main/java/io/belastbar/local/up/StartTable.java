package io.belastbar.local.up;

import io.belastbar.local.launch.StartListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Shows the start: a table that is redrawn on a terminal, a line an event elsewhere. */
public final class StartTable implements StartListener {
    private static final String ROW = "  %-11s %-9s %8s  %s";

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int drawn;

    public StartTable(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void starting(String name, String url) {
        rows.put(name, new Row("starting", "", url));
        redraw();
    }

    @Override
    public synchronized void ready(String name, Duration took) {
        var row = rows.get(name);
        change(name, new Row("ready", seconds(took), row.url()));
    }

    @Override
    public synchronized void failed(String name, String reason) {
        var row = rows.get(name);
        change(name, new Row("failed", "", row.url()));
    }

    private void change(String name, Row row) {
        rows.put(name, row);
        if (terminal) {
            redraw();
        } else {
            out.println(line(name, row));
        }
    }

    private void redraw() {
        if (!terminal) {
            return;
        }
        if (drawn > 0) {
            out.print("\033[" + drawn + "A");
        }
        rows.forEach((name, row) -> out.println("\033[2K" + line(name, row)));
        drawn = rows.size();
        out.flush();
    }

    private static String line(String name, Row row) {
        return ROW.formatted(name, row.state(), row.took(), row.url());
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }

    private record Row(String state, String took, String url) {}
}
