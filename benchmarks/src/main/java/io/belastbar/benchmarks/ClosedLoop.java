package io.belastbar.benchmarks;

import io.belastbar.load.http.HttpDriver;
import io.belastbar.load.http.HttpSettings;
import io.belastbar.load.http.HttpTarget;
import io.belastbar.load.run.LoadRun;
import io.belastbar.load.run.LoadRunSettings;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.transport.EventLoops;
import java.net.URI;
import java.time.Duration;

/**
 * The whole engine in a process of its own: users that send, wait for the answer and send again. Prints
 * {@code requests= cpuNanos= errors=} of the measured window, which begins after the warm-up.
 */
public final class ClosedLoop {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private ClosedLoop() {}

    /** Arguments: address, users (each has a connection), lanes, seconds of warm-up, seconds measured, HTTP version. */
    public static void main(String[] arguments) throws InterruptedException {
        URI address = URI.create(arguments[0]);
        int users = Integer.parseInt(arguments[1]);
        int lanes = Integer.parseInt(arguments[2]);
        int warmUp = Integer.parseInt(arguments[3]);
        int seconds = Integer.parseInt(arguments[4]);
        Scenario scenario = ScenarioParser.parse(
                """
                scenario: closed
                target: local
                connections: %d
                http: { version: %s }
                stages: [ { duration: 0s, target: %d }, { duration: %ds, target: %d } ]
                steps: [ { request: GET %s } ]
                """.formatted(
                                users,
                                arguments.length > 5 ? arguments[5] : "1",
                                users,
                                warmUp + seconds + 2,
                                users,
                                path(address)),
                ScenarioLimits.DEFAULT);
        LoadRunSettings settings = new LoadRunSettings(lanes, Double.POSITIVE_INFINITY, TIMEOUT, users, users);
        HttpTarget target = HttpTarget.of(address.resolve("/"));
        try (LoadRun run = new LoadRun(
                scenario,
                settings,
                EventLoops.of(lanes),
                (loop, share) -> new HttpDriver(
                        loop, target, new HttpSettings(scenario.http(), share.part(users), TIMEOUT, TIMEOUT, 1 << 26)),
                null)) {
            run.open(TIMEOUT);
            run.start();
            MeasuredWindow.print(run, warmUp, seconds);
        }
    }

    private static String path(URI address) {
        return address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    }
}
