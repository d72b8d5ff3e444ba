package io.belastbar.chaos.runbook.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.Expectations;
import io.belastbar.chaos.fault.order.FaultOrder;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Expected;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sample's runbooks are the scenarios of requirements 0, and nothing in them is unknown here. */
class SampleRunbooksTest {
    private static final Path FOLDER = Path.of("../examples/smartbav/belastbar");

    @Test
    void theSixScenariosHaveTheirFrequencyAndTarget() throws IOException {
        var wanted = new TreeMap<String, String>();
        runbooks()
                .forEach((name, runbook) -> wanted.put(
                        name,
                        runbook.purpose().frequency() + " "
                                + runbook.purpose()
                                        .rto()
                                        .map(Duration::toString)
                                        .orElse("none")));

        assertThat(wanted)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "database-primary-down", Period.ofMonths(1) + " PT30M",
                        "insurer-slow", Period.ofMonths(1) + " PT5M",
                        "rls-under-load", Period.ofWeeks(2) + " PT5M",
                        "partition-database-cache", Period.ofMonths(3) + " PT1H",
                        "sap-down", Period.ofMonths(3) + " PT2H",
                        "full-failover", Period.ofYears(1) + " PT4H"));
    }

    @Test
    void nothingWaitsForAPersonSoThatEachRunsUnattended() throws IOException {
        assertThat(runbooks().values()).allSatisfy(runbook -> assertThat(runbook.everyStep())
                .noneMatch(step -> step.deed() instanceof Deed.Confirm));
    }

    @Test
    void everyTargetIsOneOfTheSystemAndEveryLoadHasItsScenario() throws IOException {
        Set<String> known = targets();
        for (Runbook runbook : runbooks().values()) {
            var asked = runbook.everyExpectation()
                    .map(Expected::expectation)
                    .map(Expectation::targets)
                    .flatMap(Set::stream);
            var concerned = runbook.everyStep().flatMap(step -> step.deed().concerns().stream());
            assertThat(Stream.concat(asked, concerned)).as(runbook.name()).isSubsetOf(known);
            runbook.everyStep()
                    .map(step -> step.deed() instanceof Deed.StartLoad load ? load.scenario() : null)
                    .filter(scenario -> scenario != null)
                    .forEach(scenario -> assertThat(FOLDER.resolve("scenarios/" + scenario + ".yml"))
                            .exists());
        }
    }

    @Test
    void noTenantSeesAnotherInAnyOfThem() throws IOException {
        assertThat(runbooks().values()).allSatisfy(runbook -> assertThat(runbook.stopConditions())
                .extracting(condition -> condition.expectation().type())
                .contains("tenant-isolation"));
    }

    private static Map<String, Runbook> runbooks() throws IOException {
        try (var files = Files.list(FOLDER.resolve("runbooks"))) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".yml", ""), SampleRunbooksTest::read));
        }
    }

    private static Runbook read(Path file) {
        try {
            return RunbookParser.parse(Files.readString(file), Map.of(), words(targets()));
        } catch (InvalidInput wrong) {
            throw new AssertionError(file + ": " + wrong.errors(), wrong);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static Set<String> targets() throws IOException {
        DocumentNode system = DocumentParser.parse(Files.readString(FOLDER.resolve("system.yml")));
        return system.optional("targets").orElseThrow().fields().values().stream()
                .map(DocumentNode::text)
                .collect(Collectors.toSet());
    }

    private static Vocabulary words(Set<String> targets) {
        return new Vocabulary() {
            @Override
            public Optional<Deed.Inject> fault(DocumentNode node, ErrorCollector errors) {
                return FaultOrder.parse(node, errors).map(order -> new Deed.Inject(order.action(), order.duration()));
            }

            @Override
            public Optional<Expectation> expectation(DocumentNode node, ErrorCollector errors) {
                return Expectations.parse(node, errors);
            }

            @Override
            public boolean isOfTheSystem(String target) {
                return targets.contains(target);
            }

            @Override
            public boolean isRegistered(String target) {
                return targets.contains(target);
            }
        };
    }
}
