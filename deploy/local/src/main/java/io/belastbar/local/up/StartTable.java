package io.belastbar.local.up;

import io.belastbar.local.supervision.ChildListener;
import io.belastbar.local.supervision.ChildState;
import io.belastbar.local.supervision.ChildState.Held;
import io.belastbar.local.supervision.ChildState.Running;
import io.belastbar.local.supervision.ChildState.Starting;
import io.belastbar.local.supervision.ChildState.Waiting;
import io.belastbar.local.supervision.SupervisedChild;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Shows the start: a table that is redrawn on a terminal, a line an event elsewhere, and for what comes later. */
public final class StartTable implements ChildListener {
    private static final String ROW = "  %-14s %-9s %8s  %s";

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, String> rows = new LinkedHashMap<>();
    private final Set<String> notYetReady = new HashSet<>();
    private int drawn;

    public StartTable(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void changed(SupervisedChild child, ChildState before, ChildState state, Instant now) {
        if (before == null) {
            notYetReady.add(child.name());
        }
        boolean first = notYetReady.contains(child.name());
        boolean wholeStart = !notYetReady.isEmpty();
        String row =
                switch (state) {
                    case Starting starting -> ROW.formatted(child.name(), "starting", "", child.url());
                    case Held held -> ROW.formatted(child.name(), "held", "", held.reason());
                    case Waiting waiting -> ROW.formatted(child.name(), "waiting", "", why(child, waiting, now));
                    case Running running -> ready(child, before, running, first);
                };
        rows.put(child.name(), row);
        if (state instanceof Running) {
            notYetReady.remove(child.name());
        }
        if (terminal && wholeStart) {
            redraw();
        } else if (state instanceof Running || state instanceof Held || state instanceof Waiting && !first) {
            out.println(row);
        }
    }

    private static String why(SupervisedChild child, Waiting waiting, Instant now) {
        return waiting.text(now) + (waiting.nextTry() == null ? "" : "; see " + child.log());
    }

    private static String ready(SupervisedChild child, ChildState before, Running running, boolean first) {
        String took = before instanceof Starting starting
                ? String.format(
                        Locale.ROOT,
                        "%.1f s",
                        Duration.between(starting.since(), running.since()).toMillis() / 1000.0)
                : "";
        return ROW.formatted(child.name(), "ready", took, first ? child.url() : child.name() + " is ready again.");
    }

    private void redraw() {
        if (drawn > 0) {
            out.print("\033[" + drawn + "A");
        }
        rows.values().forEach(row -> out.println("\033[2K" + row));
        drawn = rows.size();
        out.flush();
    }
}
