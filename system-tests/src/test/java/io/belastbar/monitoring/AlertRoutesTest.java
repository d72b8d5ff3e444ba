package io.belastbar.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The example of routes by Alertmanager's own tool, for every severity and role that an escalation can have. */
class AlertRoutesTest {

    private static final Map<String, String> RECEIVERS = Map.of(
            "DevOps Engineer", "devops",
            "Backend Engineer", "backend",
            "Solution Architect", "architects",
            "Product Owner", "owners");

    @Test
    void alertmanagerTakesTheExample() throws IOException, InterruptedException {
        var said = amtool("check-config", "alertmanager.yml");

        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text()).contains("5 receivers");
    }

    @Test
    void theRolesOfEscalationsAreThoseThatTheTableKnows() throws IOException {
        assertThat(EscalationWords.roles()).isEqualTo(RECEIVERS.keySet());
    }

    static Stream<Arguments> everySeverityAndRole() throws IOException {
        Set<String> severities = EscalationWords.severities();
        return RECEIVERS.keySet().stream()
                .flatMap(role -> severities.stream().map(severity -> Arguments.of(severity, role)));
    }

    @ParameterizedTest
    @MethodSource("everySeverityAndRole")
    void theRoleIsToldAndWhoIsOnDutyOfWhatIsCritical(String severity, String role)
            throws IOException, InterruptedException {
        List<String> expected = new ArrayList<>();
        if (severity.equals("critical")) {
            expected.add("on-duty");
        }
        expected.add(RECEIVERS.get(role));

        assertThat(told("severity=" + severity, "role=" + role)).containsExactlyElementsOf(expected);
    }

    /** Twice the same call at night is one too many. */
    @ParameterizedTest
    @MethodSource("everySeverityAndRole")
    void whatIsP1WakesWhoIsOnDutyOnceHoweverSevere(String severity, String role)
            throws IOException, InterruptedException {
        assertThat(told("priority=P1", "severity=" + severity, "role=" + role))
                .containsExactly("on-duty", RECEIVERS.get(role));
    }

    @Test
    void whatHasNoRoleGoesToWhoRunsThePlatform() throws IOException, InterruptedException {
        assertThat(told("alertname=BelastbarLatency", "severity=warning")).containsExactly("devops");
        assertThat(told("alertname=Watchdog")).containsExactly("devops");
    }

    private static List<String> told(String... labels) throws IOException, InterruptedException {
        var said = amtool(Stream.concat(
                        Stream.of("config", "routes", "test", "--config.file=alertmanager.yml"), Stream.of(labels))
                .toArray(String[]::new));
        assertThat(said.exit()).as(said.text()).isZero();
        var last = said.text().strip().lines().toList().getLast();
        return List.of(last.split(","));
    }

    private static Installed.Said amtool(String... arguments) throws IOException, InterruptedException {
        var program = Installed.program("prometheus-alertmanager", "amtool").toString();
        return Installed.run(
                MonitoringFiles.PROMETHEUS,
                Stream.concat(Stream.of(program), Stream.of(arguments)).toList());
    }
}
