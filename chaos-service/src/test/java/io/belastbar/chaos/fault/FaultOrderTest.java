package io.belastbar.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultOrderTest {
    @Test
    void theRequirementsSlowInsurerIsAnOrder() {
        FaultOrder order = FaultOrder.parse("""
                {"type":"insurer-latency","target":"smartbav-insurer","latencyMs":30000,"durationSeconds":300}""");

        assertThat(order).isEqualTo(new FaultOrder("smartbav-insurer", 30_000, Duration.ofMinutes(5)));
    }

    @Test
    void aFaultWithoutAnEndIsRefused() {
        assertThat(errors("""
                {"type":"insurer-latency","target":"smartbav-insurer","latencyMs":30000}""")).containsExactly("/durationSeconds");
    }

    @Test
    void aFaultOfAnHourIsRefused() {
        assertThat(errors("""
                {"type":"insurer-latency","target":"smartbav-insurer","latencyMs":30000,"durationSeconds":3600}""")).containsExactly("/durationSeconds");
    }

    @Test
    void allErrorsAreSaidAtOnce() {
        assertThat(errors("""
                {"type":"meteor","latencyMs":-1,"durationSeconds":"long","colour":"red"}"""))
                .containsExactlyInAnyOrder("/colour", "/type", "/target", "/latencyMs", "/durationSeconds");
    }

    private static List<String> errors(String body) {
        return catchThrowableOfType(InvalidInput.class, () -> FaultOrder.parse(body)).errors().stream()
                .map(ProblemError::pointer)
                .toList();
    }
}
