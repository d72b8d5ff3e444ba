package io.belastbar.load.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.result.RunResult.Provenance;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatWasStoredBeforeThereWasAUnitIsReadAndTheToolTellsIt() throws IOException {
        assertThat(stored("jmeter").resolutionMicros()).isEqualTo(1_000);
        assertThat(stored("gatling").resolutionMicros()).isEqualTo(1_000);
        assertThat(stored("k6").resolutionMicros()).isZero();
        assertThat(stored("belastbar").resolutionMicros()).isZero();
    }

    @Test
    void theUnitIsStoredAndReadAgain() throws IOException {
        Provenance seconds =
                new Provenance("hdrhistogram", "", "", List.of("a note"), 99.9).inUnitsOf(Duration.ofSeconds(1));

        Provenance read = JSON.readValue(JSON.writeValueAsString(seconds), Provenance.class);

        assertThat(read).isEqualTo(seconds);
        assertThat(read.resolutionMicros()).isEqualTo(1_000_000);
    }

    @Test
    void unitCannotBeNegative() {
        assertThatThrownBy(() -> new Provenance("k6", "", "", List.of(), 100, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was -1");
    }

    private static Provenance stored(String engine) throws IOException {
        return JSON.readValue("""
                {"engine":"%s","engineVersion":"","source":"","notes":[],"highestKnownPercentile":100}""".formatted(engine), Provenance.class);
    }
}
