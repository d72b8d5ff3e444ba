package io.belastbar.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.dashboard.status.PlatformStatus;
import io.belastbar.dashboard.status.ServiceStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformStatusTest {
    private static final URI URL = URI.create("http://127.0.0.1:1");
    private static final ServiceStatus UP = ServiceStatus.answered("budget", URL, 200, Duration.ofMillis(3));
    private static final ServiceStatus DOWN = ServiceStatus.answered("chaos", URL, 503, Duration.ofMillis(3));
    private static final ServiceStatus SILENT =
            ServiceStatus.unreachable("capacity", URL, Duration.ofSeconds(2), "timed out");

    @Test
    void platformIsReadyWhenEveryServiceIs() {
        var platform = PlatformStatus.of(List.of(UP, UP));

        assertThat(platform.ready()).isTrue();
        assertThat(platform.sentence()).isEqualTo("All 2 services are ready.");
    }

    @Test
    void sentenceNamesEveryServiceThatIsNotReady() {
        var platform = PlatformStatus.of(List.of(UP, DOWN, SILENT));

        assertThat(platform.ready()).isFalse();
        assertThat(platform.sentence()).isEqualTo("2 of 3 services are not ready: chaos, capacity.");
    }

    @Test
    void platformWithoutServicesIsNotReadyAndNamesTheNextCommand() {
        assertThat(PlatformStatus.of(List.of()).ready()).isFalse();
        assertThat(PlatformStatus.of(List.of()).sentence()).contains("belastbar up");
    }

    @Test
    void onlyAnAnswerOf200IsUp() {
        assertThat(UP.state()).isEqualTo(ServiceStatus.State.UP);
        assertThat(DOWN.state()).isEqualTo(ServiceStatus.State.DOWN);
        assertThat(DOWN.reason()).isEqualTo("readiness answered HTTP 503");
    }
}
