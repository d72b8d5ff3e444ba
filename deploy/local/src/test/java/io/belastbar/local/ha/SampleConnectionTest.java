package io.belastbar.local.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleConnectionTest {
    private static final SampleSecrets SECRETS = new SampleSecrets("s-replication", "s-probe", "s-redis", "s-control");

    private final SampleConnection connection = new SampleConnection(new SamplePorts(20000), SECRETS);

    @Test
    void everythingThatIsBrokenIsATargetThatIsNoProduction() {
        assertThat(connection.shared())
                .containsEntry("belastbar.targets.smartbav-db.url", "postgresql://127.0.0.1:20027/smartbav")
                .containsEntry("belastbar.targets.smartbav-proxies.url", "http://127.0.0.1:20014")
                .containsEntry("belastbar.targets.smartbav-control.url", "http://127.0.0.1:20015")
                .containsEntry("belastbar.targets.smartbav-redis.url", "redis://127.0.0.1:20026")
                .containsEntry("smartbav.database.url", "postgresql://127.0.0.1:20027/smartbav");
        connection.shared().forEach((key, value) -> {
            if (key.startsWith("belastbar.targets.") && key.endsWith(".url")) {
                assertThat(connection.shared()).containsEntry(key.replaceFirst("url$", "environment"), "local");
            }
        });
    }

    @Test
    void noSecretStandsInTheFileThatEverybodyReads() {
        assertThat(connection.shared().toString()).doesNotContain("s-");
    }

    @Test
    void tokenOfTheControlDoorIsTheChaosServicesAlone() {
        assertThat(connection.own("chaos")).containsEntry("belastbar.credentials.smartbav-control.token", "s-control");
        for (String other :
                List.of("budget", "loadtest", "profiling", "capacity", "dashboard", "smartbav", "insurer")) {
            assertThat(connection.own(other).values()).as(other).doesNotContain("s-control", "s-probe");
        }
        assertThat(connection.own("chaos").values()).doesNotContain("s-replication");
    }

    @Test
    void sampleIsToldAddressesThatAreProxies() {
        assertThat(connection.own("smartbav"))
                .containsEntry("belastbar.redis.url", "redis://:s-redis@127.0.0.1:20028")
                .containsEntry("belastbar.url.insurer", "http://127.0.0.1:20030")
                .containsEntry("belastbar.url.sap", "http://127.0.0.1:20031");
    }

    @Test
    void portsOfTheSamplesServersAreDifferentAndWithinThePlan() {
        var ports = new SamplePorts(20000).byName().values();

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port > 20013 && port < 20036);
        assertThat(ports).doesNotContain(20020, 20021, 20022, 20023);
    }
}
