package io.belastbar.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.embedded.FreePorts;
import io.belastbar.local.home.BelastbarHome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    @TempDir
    Path folder;

    @Test
    void jdkBelow21IsRefusedWithTheRemedy() {
        assertThat(Preflight.jdk(17)).contains("JDK too old: needs 21 or newer, this is 17. Set JAVA_HOME.");
        assertThat(Preflight.jdk(21)).isEmpty();
    }

    @Test
    void platformWithoutProgramsIsRefusedByName() {
        assertThat(Preflight.platform("Windows 11", "amd64").orElseThrow()).contains("Windows 11 on amd64");
        assertThat(Preflight.platform("Linux", "riscv64")).isPresent();
        assertThat(Preflight.platform("Linux", "amd64")).isEmpty();
        assertThat(Preflight.platform("Mac OS X", "aarch64")).isEmpty();
    }

    @Test
    void fullDiskIsRefusedWithWhatIsLeft() {
        var home = new BelastbarHome(folder);

        assertThat(Preflight.disk(5 << 20, home).orElseThrow())
                .contains("has 5 MB left, needs 1024 MB")
                .contains("--home");
        assertThat(Preflight.disk(Preflight.FREE_BYTES_MIN, home)).isEmpty();
    }

    @Test
    void takenPortIsNamedWithItsOwner() throws Exception {
        int base = FreePorts.block(36);
        try (var squatter = new ServerSocket(base + 23, 1, InetAddress.getLoopbackAddress())) {
            assertThat(squatter.isBound()).isTrue();

            var problems = Preflight.problems(
                    new BelastbarHome(folder), new PortPlan(base), Extent.of(ChildService.wanted(true)));

            assertThat(problems)
                    .containsExactly("port taken: " + (base + 23)
                            + " (redis). Stop what uses it, or choose another --base-port.");
        }
    }

    @Test
    void portsOfTheSamplesOwnServersAreLookedAtWhenTheyAreWanted() throws Exception {
        int base = FreePorts.block(36);
        var home = new BelastbarHome(folder);
        try (var address = new ServerSocket(base + 27, 1, InetAddress.getLoopbackAddress());
                var second = new ServerSocket(base + 13, 1, InetAddress.getLoopbackAddress())) {
            assertThat(address.isBound() && second.isBound()).isTrue();

            assertThat(Preflight.problems(home, new PortPlan(base), Extent.highlyAvailable(Extent.Replicated.SYNC)))
                    .hasSize(2)
                    .anyMatch(problem -> problem.contains("(smartbav-2)"))
                    .anyMatch(problem -> problem.contains("(database address)"));
            assertThat(Preflight.problems(home, new PortPlan(base), Extent.of(ChildService.wanted(true))))
                    .isEmpty();
        }
    }

    @Test
    void basePortOutsideTheRangeIsRefusedWithTheValue() {
        assertThatThrownBy(() -> new PortPlan(80)).hasMessage("base port should be between 1024 and 65500: was 80");
        assertThatThrownBy(() -> new PortPlan(65513)).hasMessageContaining("was 65513");
    }

    @Test
    void everyPortIsUsedOnce() {
        var ports = new PortPlan(PortPlan.DEFAULT_BASE);
        var used = ChildService.wanted(true).stream().map(ports::of).toList();

        assertThat(used).doesNotHaveDuplicates();
        assertThat(used)
                .doesNotContainAnyElementsOf(
                        List.of(ports.postgres(), ports.kafka(), ports.kafkaController(), ports.redis()));
    }
}
