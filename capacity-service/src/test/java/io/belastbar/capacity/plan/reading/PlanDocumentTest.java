package io.belastbar.capacity.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.assertj.core.groups.Tuple.tuple;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import io.belastbar.capacity.plan.PlannedLimit;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanDocumentTest {

    @Test
    void theFiguresOfRequirements0AreReadWithTheirYears() throws IOException {
        CapacityPlan plan = PlanDocument.read("forecasts.yml", resource("forecasts.yml"));

        assertThat(plan.figures())
                .extracting(PlannedFigure::name)
                .containsExactly(
                        "mandants",
                        "total_employees",
                        "storage",
                        "database.qps",
                        "query_latency_p95",
                        "connection_count",
                        "disk_io_wait");
        PlannedFigure storage = plan.figure("storage").orElseThrow();
        assertThat(storage.unit()).isEqualTo("GB");
        assertThat(storage.current()).isEqualTo(250);
        assertThat(storage.growthFactor()).isEqualTo(1.2);
        assertThat(storage.planned())
                .extracting(PlannedValue::by, PlannedValue::value)
                .containsExactly(tuple(LocalDate.of(2025, 12, 31), 625.0), tuple(LocalDate.of(2026, 12, 31), 1250.0));
        assertThat(storage.at().text()).isEqualTo("forecasts.yml line 20");
        assertThat(plan.assumption("storage.per_mandant").orElseThrow().value()).isEqualTo(2.5);
        assertThat(plan.assumption("employees_per_mandant.p95").orElseThrow().value())
                .isEqualTo(2000);
    }

    @Test
    void itsTriggersAreLimitsWithWhatIsDone() throws IOException {
        CapacityPlan plan = PlanDocument.read("forecasts.yml", resource("forecasts.yml"));

        assertThat(plan.limits())
                .extracting(PlannedLimit::metric, PlannedLimit::value, PlannedLimit::unit, PlannedLimit::action)
                .containsExactly(
                        tuple("query_latency_p95", 400.0, "ms", "Add Read Replicas"),
                        tuple("connection_count", 150.0, "", "Increase max_connections or add connection pooling"),
                        tuple("disk_io_wait", 25.0, "percent", "SSD Upgrade oder Database Sharding"));
        assertThat(plan.limits()).noneMatch(PlannedLimit::lowerIsWorse);
        assertThat(plan.limits().get(1).at().line()).isEqualTo(45);
    }

    @Test
    void itsTasksAreDueAtTheEndOfTheYearInTheListsName() throws IOException {
        var list = PlanDocument.read("forecasts.yml", resource("forecasts.yml"))
                .checklists()
                .getFirst();

        assertThat(list.name()).isEqualTo("end_2025_checklist");
        assertThat(list.tasks()).hasSize(6).allMatch(task -> !task.done());
        assertThat(list.tasks().getFirst().text()).isEqualTo("PostgreSQL auf 16GB RAM upgraden (aktuell 8GB)");
        assertThat(list.tasks().getFirst().due()).isEqualTo(LocalDate.of(2025, 12, 31));
        assertThat(list.tasks().getFirst().isOverdue(LocalDate.of(2025, 12, 31)))
                .isFalse();
        assertThat(list.tasks().getFirst().isOverdue(LocalDate.of(2026, 1, 1))).isTrue();
    }

    @Test
    void itsCostsAreMonthlyInEuro() throws IOException {
        CapacityPlan plan = PlanDocument.read("forecasts.yml", resource("forecasts.yml"));

        PlannedFigure monthly = plan.monthlyCost().orElseThrow();
        assertThat(monthly.unit()).isEqualTo("EUR");
        assertThat(monthly.current()).isEqualTo(2500);
        assertThat(monthly.planned()).extracting(PlannedValue::value).containsExactly(4500.0, 8000.0);
        assertThat(plan.notes()).singleElement().asString().startsWith("Sharding nach 100k Rows");
    }

    @Test
    void baselinesSayWhatStorageIsProjectedToBeAndHowManyConnectionsThereAre() throws IOException {
        String text = resource("performance_baselines.yaml").replaceFirst("\"\"\".*\"\"\"", "# docstring");

        CapacityPlan plan = PlanDocument.read("performance_baselines.yaml", text);

        PlannedFigure size = plan.figure("database_size").orElseThrow();
        assertThat(size.current()).isEqualTo(2.5);
        assertThat(size.unit()).isEqualTo("GB");
        assertThat(size.planned())
                .extracting(PlannedValue::by, PlannedValue::value)
                .containsExactly(tuple(LocalDate.of(2024, 7, 15), 15.0), tuple(LocalDate.of(2025, 1, 15), 30.0));
        assertThat(plan.limits())
                .extracting(PlannedLimit::value, PlannedLimit::warning)
                .containsExactly(tuple(40.0, true), tuple(50.0, false));
    }

    @Test
    void ownerAndDayOfATaskMayStandAtItsEnd() {
        CapacityPlan plan = PlanDocument.read("p", """
                checklist:
                  - {done: true, text: "Pool (owner: DevOps, due: 2026-01-31)"}
                  - Sharding (verantwortlich Team Daten)
                  - Archive (bis zu 3 Jahre)
                  - {text: Index, owner: Ada, due: 2027-02-01}
                """);

        var tasks = plan.checklists().getFirst().tasks();
        assertThat(tasks)
                .extracting(task -> task.text() + "/" + task.owner() + "/" + task.due())
                .containsExactly(
                        "Pool/DevOps/2026-01-31",
                        "Sharding/Team Daten/null",
                        "Archive (bis zu 3 Jahre)/null/null",
                        "Index/Ada/2027-02-01");
        assertThat(tasks.getFirst().done()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage: {current: 250 GB, end_2026: 625}|/storage/end_2026|must have a unit, for example GB",
                "storage: {current: 250 GB, end_2026: 2 h}|/storage/end_2026|must be in GB or a unit of the same kind, as the others of this figure",
                "mandants: {current: -3}|/mandants/current|must be a number, alone or with",
                "mandants: {current: .nan}|/mandants/current|must be a number, alone or with",
                "mandants: {current: 1e9}|/mandants/current|must be a number, alone or with",
                "mandants: {end_2026: 3, forecast_end_of_2026: 4}|/mandants/forecast_end_of_2026|says the year 2026 again; it stands in line 1 already",
                "mandants: {currrent: 3}|/mandants/currrent|unknown key; known here",
                "mandants: 3|/mandants|must be a group of figures",
                "limits: [{metric: query_latency_p95, alarm_at: 400}]|/limits/0/alarm_at|must have a unit, for example ms",
                "limits: [{metric: qps}]|/limits/0/alarm_at|is required",
                "storage: {current: 1 GB, action: buy}|/storage/alarm_at|is required",
                "storage: {current: 1 GB, end_2031: null}|/storage/end_2031|must be a text",
                "mandants: [{text: {a: b}}]|/mandants/0/text|must be a text",
                "features: [{name: a, growth_factor: 0}]|/features/0/growth_factor|must be more than 0",
                "checklist: [{text: a, due: soon}]|/checklist/0/due|must be a day such as 2026-12-31",
            })
    void whatIsWrongIsRefusedWithItsPlace(String yaml, String pointer, String rule) {
        assertThatThrownBy(() -> PlanDocument.read("p", yaml))
                .asInstanceOf(type(InvalidInput.class))
                .satisfies(invalid -> assertThat(invalid.errors())
                        .extracting(ProblemError::pointer)
                        .containsExactly(pointer))
                .satisfies(invalid ->
                        assertThat(invalid.errors().getFirst().rule()).startsWith(rule))
                .satisfies(invalid ->
                        assertThat(invalid.errors().getFirst().line()).isEqualTo(1));
    }

    @Test
    void unitsOfOneKindAreWrittenAsTheFirst() {
        PlannedFigure storage = PlanDocument.read("p", "storage: {current: 800 GB, end_2027: 1.2 TB}")
                .figure("storage")
                .orElseThrow();

        assertThat(storage.planned()).extracting(PlannedValue::value).isEqualTo(List.of(1200.0));
    }

    @Test
    void aMaximumWithoutAnAlarmIsTheLimit() {
        CapacityPlan plan = PlanDocument.read("p", "storage: {current: 250 GB, maximum: 1 TB}");

        assertThat(plan.limits())
                .extracting(PlannedLimit::metric, PlannedLimit::value, PlannedLimit::unit)
                .containsExactly(tuple("storage", 1000.0, "GB"));
    }

    @Test
    void whereverTheFileIsCutOffItIsReadOrRefusedInWords() throws IOException {
        String whole = resource("forecasts.yml");
        for (int end = 0; end < whole.length(); end += 7) {
            String part = whole.substring(0, end);
            try {
                PlanDocument.read("p", part);
            } catch (InvalidInput refused) {
                assertThat(refused.errors()).as(part).isNotEmpty();
            }
        }
    }

    @Test
    void aTaskOfAMegabyteIsRefusedAtOnce() {
        for (String text : List.of("(owner" + " ".repeat(900_000) + ")", "a (".repeat(300_000), "x".repeat(900_000))) {
            assertThatThrownBy(() -> PlanDocument.read("p", "checklist: [\"" + text + "\"]"))
                    .asInstanceOf(type(InvalidInput.class))
                    .satisfies(invalid -> assertThat(invalid.errors().getFirst().rule())
                            .isEqualTo("must have at most 500 characters"));
        }
    }

    static String resource(String name) throws IOException {
        try (var in = PlanDocumentTest.class.getResourceAsStream("/plan/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
