package io.belastbar.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.PrivateProperties;
import io.belastbar.local.ha.HighAvailability;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFilesTest {
    private static final PortPlan PORTS = new PortPlan(20000);

    @TempDir
    Path folder;

    private BelastbarHome home;
    private Secrets secrets;

    @BeforeEach
    void makeHome() throws Exception {
        home = new BelastbarHome(folder.resolve("home"));
        home.create();
        secrets = Secrets.open(home.secrets());
    }

    @Test
    void secondInstanceIsTheSameApplicationWithTheSameSecrets() throws Exception {
        highlyAvailable().write();

        assertThat(own("smartbav-2"))
                .isEqualTo(own("smartbav"))
                .containsKeys(
                        "smartbav.webhook.secret",
                        "smartbav.database.owner.password",
                        "smartbav.database.app.password",
                        "belastbar.redis.url");
    }

    @Test
    void insurerGameDaysAndTheCommandLineKnowBothInstances() throws Exception {
        highlyAvailable().write();

        assertThat(shared())
                .containsEntry("belastbar.url.smartbav", "http://127.0.0.1:20010")
                .containsEntry("belastbar.url.smartbav-2", "http://127.0.0.1:20013")
                .containsEntry("belastbar.targets.smartbav-api-2.url", "http://127.0.0.1:20013")
                .containsEntry("belastbar.targets.smartbav-api-2.environment", "local");
    }

    @Test
    void sampleOnThePlatformsServersIsOneInstance() throws Exception {
        highlyAvailable().write();

        var files = new ConnectionFiles(options(Extent.of(ChildService.wanted(true))), secrets, Optional.empty());
        files.write();

        assertThat(shared().toString()).doesNotContain("smartbav-2", "smartbav-api-2", "smartbav-control");
        assertThat(home.serviceFile("smartbav-2"))
                .as("what a killed launcher left")
                .doesNotExist();
    }

    @Test
    void nothingOfEitherIsLeftAtTheEnd() throws Exception {
        var files = highlyAvailable();
        files.write();
        files.delete();

        assertThat(home.run()).isEmptyDirectory();
    }

    @Test
    void instancesShareTheStartUpArchiveAndOneOfThemMakesIt() {
        assertThat(ChildService.SMARTBAV_2.account()).isEqualTo("smartbav");
        assertThat(ChildService.SMARTBAV_2.jvmFlags()).isEqualTo(ChildService.SMARTBAV.jvmFlags());
        assertThat(ChildService.SMARTBAV_2.module()).isEqualTo(ChildService.SMARTBAV.module());
    }

    @Test
    void everyPortOfBothIsUsedOnce() {
        var used = Extent.highlyAvailable(Extent.Replicated.ASYNC).services().stream()
                .map(PORTS::of)
                .toList();

        assertThat(used)
                .doesNotHaveDuplicates()
                .contains(20013)
                .doesNotContainAnyElementsOf(PORTS.sample().byName().values());
    }

    private ConnectionFiles highlyAvailable() throws IOException {
        var servers = new HighAvailability(home, PORTS.sample(), secrets, false);
        return new ConnectionFiles(
                options(Extent.highlyAvailable(Extent.Replicated.ASYNC)), secrets, Optional.of(servers.connection()));
    }

    private PlatformOptions options(Extent extent) {
        return new PlatformOptions(folder, home, PORTS, extent, Map.of());
    }

    private Map<String, String> own(String service) throws IOException {
        assertThat(Files.isRegularFile(home.serviceFile(service))).isTrue();
        return new TreeMap<>(PrivateProperties.read(home.serviceFile(service)));
    }

    private Map<String, String> shared() throws IOException {
        return new TreeMap<>(PrivateProperties.read(home.connectionFile()));
    }
}
