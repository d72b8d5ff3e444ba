package io.belastbar.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.supervision.ChildState;
import io.belastbar.local.supervision.ChildState.Running;
import io.belastbar.local.supervision.ChildState.Starting;
import io.belastbar.local.supervision.ChildState.Waiting;
import io.belastbar.local.supervision.NamedChild;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartTableTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Waiting FOR_POSTGRES = new Waiting("for PostgreSQL", null);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void firstStartIsALineForEachThatIsReady() {
        var table = new StartTable(new PrintStream(printed, true, StandardCharsets.UTF_8), false);

        table.changed(new NamedChild("redis"), null, new Starting(T0), T0);
        table.changed(new NamedChild("budget"), null, FOR_POSTGRES, T0);
        change(table, "redis", new Starting(T0), new Running(T0.plusMillis(1240)));

        assertThat(text()).isEqualTo("  redis          ready        1.2 s  http://redis\n");
    }

    @Test
    void laterThereIsALineForWaitingWithReasonAndNextTryAndOneForReadyAgain() {
        var table = new StartTable(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        table.changed(new NamedChild("budget"), null, new Running(T0), T0);
        printed.reset();

        change(table, "budget", new Running(T0), new Waiting("budget has ended", T0.plusSeconds(4)));
        change(table, "budget", new Running(T0), FOR_POSTGRES);
        change(table, "budget", FOR_POSTGRES, new Starting(T0));
        change(table, "budget", new Starting(T0), new Running(T0.plusSeconds(10)));

        assertThat(text().lines())
                .containsExactly(
                        "  budget         waiting             budget has ended; next try in 4 s; see budget.log",
                        "  budget         waiting             for PostgreSQL; next try when it is back",
                        "  budget         ready       10.0 s  budget is ready again.");
    }

    @Test
    void childThatIsHeldIsSaidToBeWithItsFault() {
        var table = new StartTable(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        table.changed(new NamedChild("smartbav-db-a"), null, new Running(T0), T0);
        printed.reset();

        change(table, "smartbav-db-a", new Running(T0), new ChildState.Held("fault f-1"));

        assertThat(text()).isEqualTo("  smartbav-db-a  held                fault f-1\n");
    }

    @Test
    void terminalShowsTheWholeTableUntilAllAreReadyAndLinesAfterThat() {
        var table = new StartTable(new PrintStream(printed, true, StandardCharsets.UTF_8), true);

        table.changed(new NamedChild("redis"), null, new Starting(T0), T0);
        table.changed(new NamedChild("budget"), null, FOR_POSTGRES, T0);
        assertThat(text())
                .contains("\033[1A")
                .contains("redis          starting")
                .contains("budget         waiting");
        change(table, "redis", new Starting(T0), new Running(T0));
        change(table, "budget", new Starting(T0), new Running(T0));
        assertThat(text()).contains("\033[2A");
        printed.reset();

        change(table, "redis", new Running(T0), new Waiting("redis has ended", T0));

        assertThat(text()).startsWith("  redis          waiting").doesNotContain("\033");
    }

    private static void change(StartTable table, String name, ChildState before, ChildState state) {
        table.changed(new NamedChild(name), before, state, T0);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
