package io.belastbar.dashboard.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessClientTest {

    @ParameterizedTest
    @CsvSource({
        "http://budget:8080, http://budget:8080/q/health/ready",
        "http://budget:8080/, http://budget:8080/q/health/ready",
        "https://gate/belastbar/budget, https://gate/belastbar/budget/q/health/ready",
        "https://gate/belastbar/budget/, https://gate/belastbar/budget/q/health/ready"
    })
    void addressOfAServiceKeepsItsPath(URI service, URI readiness) {
        assertThat(ReadinessClient.readiness(service)).isEqualTo(readiness);
    }
}
