package io.belastbar.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole runs against a target that takes every connection and never answers: each request is held for one time-out. */
@Timeout(120)
class SilentTargetIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @Test
    void closedUsersAreHeldForOneTimeOutEach() throws Exception {
        Cell total = total(against("{ users: 6, duration: 6s }"));

        // Six in six seconds at most. A busy machine makes them fewer and some of them longer, but hardly the shortest.
        assertThat(total.errorCount()).isBetween(6L, 6 * 6L);
        assertThat(total.failedMicros().getMinNonZeroValue() / 1_000)
                .isBetween(TIMEOUT.toMillis() - 1, 2 * TIMEOUT.toMillis() - 1);
    }

    @Test
    void anOpenLoadHasUsersEnoughForItsTimeOutAndGivesNothingUp() throws Exception {
        RunTally tally = against("{ model: open, rate: 20/s, duration: 4s }");

        assertThat(tally.generator().dropped()).isZero();
        assertThat(total(tally).errorCount()).isEqualTo(80);
    }

    private static RunTally against(String load) throws Exception {
        Scenario scenario = ScenarioParser.parse(
                "{ scenario: silent, target: server, connections: 100, load: " + load
                        + ", steps: [ { request: GET / } ] }",
                ScenarioLimits.DEFAULT);
        try (SilentServer server = new SilentServer()) {
            return LocalRun.tally(scenario, server.url(), TIMEOUT, LocalRun.PATIENCE);
        }
    }

    private static Cell total(RunTally tally) {
        Cell total = new Cell();
        tally.totals().values().forEach(total::add);
        assertThat(total.errors()).containsOnlyKeys(ErrorClass.TIMEOUT);
        return total;
    }

    private static final class SilentServer implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();

        SilentServer() throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        sockets.add(server.accept());
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
