package io.belastbar.loadtest.hyperfoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.loadtest.remote.RemoteEngineFailure;
import io.belastbar.loadtest.remote.RemoteLook;
import io.belastbar.loadtest.remote.RemoteRun;
import io.belastbar.web.outbound.OutboundClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HyperfoilEngineTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final OutboundClient HTTP = new OutboundClient(Duration.ofSeconds(60));

    @Test
    void uploadsStartsFollowsAndMergesWhatWasMeasured() throws Exception {
        try (ReplayedController controller = new ReplayedController(2)) {
            List<RemoteLook> looks = new ArrayList<>();

            RunResult result = client(controller).run(run(), look -> looks.add(look));

            assertThat(controller.received())
                    .containsExactly(
                            "POST /benchmark",
                            "GET /benchmark/belastbar-shop-recorded/start",
                            "GET /run/0001",
                            "GET /run/0001/stats/total",
                            "GET /version",
                            "GET /run/0001/stats/histogram");
            assertThat(controller.benchmark()).contains("host: \"http://127.0.0.1:9\"", "users: 2", "repeats: 25");
            assertThat(looks).hasSize(2).allMatch(look -> look.requests() == 200 && look.errors() == 100);
            assertThat(looks).allMatch(look -> look.p99Ms() > 0);
            assertThat(result.total().requests()).isEqualTo(200);
            assertThat(result.step(0).errorCount()).isZero();
            assertThat(result.step(1).errors(ErrorClass.UNEXPECTED_STATUS)).isEqualTo(100);
            assertThat(result.tenants()).containsExactly("org_1", "org_2");
            assertThat(result.tenant(0).requests()).isEqualTo(100);
            assertThat(result.tenant(1).requests()).isEqualTo(100);
            assertThat(result.provenance().engine()).isEqualTo("hyperfoil");
            assertThat(result.provenance().engineVersion()).isEqualTo("0.25.2");
            assertThat(controller.killed()).isFalse();
        }
    }

    @Test
    void histogramsMergeWithinTheirOwnPrecision() throws Exception {
        try (ReplayedController controller = new ReplayedController(0)) {
            HyperfoilControllerClient direct = new HyperfoilControllerClient(HTTP, controller.uri(), Optional.empty());

            RunResult result = client(controller).run(run(), look -> true);

            double maxOfAll = 0;
            for (HyperfoilStatistics one : direct.total("0001")) {
                maxOfAll = Math.max(maxOfAll, direct.histogram("0001", one).getMaxValue() / 1e6);
            }
            assertThat(result.total().responseSummary().maxMs()).isCloseTo(maxOfAll, within(maxOfAll * 0.01));
            assertThat(Cell.percentileMs(result.total().responseMicros(), 100))
                    .isEqualTo(Cell.percentileMs(result.total().serviceMicros(), 100));
        }
    }

    @Test
    void killsARunThatIsToBeCancelledAndKeepsWhatItMeasured() throws Exception {
        try (ReplayedController controller = new ReplayedController(1000)) {
            RunResult result = client(controller).run(run(), look -> false);

            assertThat(controller.killed()).isTrue();
            assertThat(result.total().requests()).isEqualTo(200);
        }
    }

    @Test
    void saysWhyTheControllerRefused() throws Exception {
        try (ReplayedController controller = new ReplayedController(0).refuseBenchmarks("no such step")) {
            assertThatThrownBy(() -> client(controller).run(run(), look -> true))
                    .isInstanceOf(RemoteEngineFailure.class)
                    .hasMessageContaining("did not accept the benchmark (400): Cannot read benchmark: no such step");
        }
    }

    @Test
    void isOffUntilAControllerIsConfigured() {
        HyperfoilEngine off = new HyperfoilEngine(HTTP, Optional.empty(), Optional.empty(), AT_ONCE);

        assertThatThrownBy(() -> off.run(run(), look -> true))
                .isInstanceOf(RemoteEngineFailure.class)
                .hasMessageContaining("belastbar.loadtest.hyperfoil.url");
    }

    @Test
    void namesAControllerThatCannotBeReached() {
        HyperfoilEngine gone =
                new HyperfoilEngine(HTTP, Optional.of(URI.create("http://127.0.0.1:9")), Optional.empty(), AT_ONCE);

        assertThatThrownBy(() -> gone.run(run(), look -> true))
                .isInstanceOf(RemoteEngineFailure.class)
                .hasMessageContaining("The Hyperfoil controller at http://127.0.0.1:9 cannot be reached");
    }

    private static HyperfoilEngine client(ReplayedController controller) {
        return new HyperfoilEngine(HTTP, Optional.of(controller.uri()), Optional.empty(), AT_ONCE);
    }

    private static RemoteRun run() throws IOException {
        try (var stream = HyperfoilEngineTest.class.getResourceAsStream("/hyperfoil/scenario.yml")) {
            String document = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new RemoteRun(
                    "run-1",
                    "shop",
                    1,
                    ScenarioParser.parse(document, ScenarioLimits.DEFAULT),
                    URI.create("http://127.0.0.1:9"));
        }
    }
}
