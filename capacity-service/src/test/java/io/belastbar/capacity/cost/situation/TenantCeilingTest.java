package io.belastbar.capacity.cost.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.scalability.LoadPoint;
import io.belastbar.capacity.plan.finding.PlanFinding;
import io.belastbar.capacity.plan.finding.PlanFindings;
import io.belastbar.capacity.plan.reading.PlanDocument;
import io.belastbar.report.Sentence;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TenantCeilingTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    // Its peak is near 100 users and near 500 a second.
    private static final List<LoadPoint> RUNS = DoubleStream.of(10, 20, 40, 60, 80, 100, 120)
            .mapToObj(load -> new LoadPoint(load, 10 * load / (1 + 0.01 * (load - 1) + 0.0001 * load * (load - 1))))
            .toList();

    @Test
    void growthBeyondWhatTestRunsShowIsAMatterOfArchitecture() {
        var ceiling = TenantCeiling.of(situation(40, 5, RUNS)).orElseThrow();

        assertThat(ceiling.metric()).isEqualTo("tenants");
        assertThat(ceiling.value()).isBetween(60.0, 75.0);
        var plan = PlanDocument.read("p", "mandants: {current: 40, end_2026: 60, end_2027: 100}");
        assertThat(PlanFindings.of(plan, TODAY, Period.ZERO, List.of(ceiling)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind().category()).isEqualTo("Architecture"))
                .satisfies(finding -> assertThat(finding.evidence()).containsEntry("by", "2027-12-31"))
                .extracting(PlanFinding::description)
                .asString()
                .contains("95 %");
    }

    @Test
    void withoutRunsThatNearedItThereIsNone() {
        assertThat(TenantCeiling.of(situation(40, 5, List.of()))).isEmpty();
        assertThat(TenantCeiling.of(situation(40, 5, RUNS.subList(0, 3)))).isEmpty();
    }

    @Test
    void aCeilingBelowTheTenantsOfTodayIsCountedOtherwise() {
        assertThat(TenantCeiling.of(situation(40, 125, RUNS))).isEmpty();
        assertThat(TenantCeiling.of(situation(40, 0, RUNS))).isEmpty();
    }

    private static Situation situation(double tenants, double each, List<LoadPoint> runs) {
        var known = Situation.unknown("a", TODAY);
        return new Situation(
                known.system(),
                known.today(),
                Optional.of(new Known(tenants, Sentence.verbatim("plan"))),
                List.of(),
                Optional.empty(),
                Map.of(Means.THROUGHPUT, new Known(each, Sentence.verbatim("measured"))),
                Map.of(),
                Map.of(),
                Optional.empty(),
                false,
                runs);
    }
}
