package io.belastbar.chaos.fault.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformAddressesTest {
    private final PlatformAddresses own = PlatformAddresses.of(List.of(
            "jdbc:postgresql://localhost:18720/belastbar?currentSchema=chaos",
            "127.0.0.1:18721,127.0.0.1:18722",
            "redis://:secret@[::1]:18723/0"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://127.0.0.1:18720/smartbav",
                "postgresql://user:word@localhost:18720/x",
                "[::1]:18720",
                "127.0.0.2:18722",
                "redis://localhost:18723"
            })
    void thePlatformsOwnIsRefusedHoweverItIsWritten(String address) {
        assertThat(own.refusal(address).orElseThrow().english()).contains("the platform's own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest", "169.254.1.1:80", "http://[fe80::1]:80/"})
    void aLinkLocalAddressIsRefused(String address) {
        assertThat(own.refusal(address).orElseThrow().german()).contains("link-lokale");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"postgresql://127.0.0.1:18727/smartbav", "http://localhost:18711", "redis://127.0.0.1:18728"})
    void anotherPortOfTheSameMachineIsNotThePlatforms(String address) {
        assertThat(own.refusal(address)).isEmpty();
    }
}
