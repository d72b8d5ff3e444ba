package io.belastbar.budget.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.budget.Samples;
import io.belastbar.budget.measurement.reading.Measurement;
import io.belastbar.budget.measurement.reading.MeasurementEntry.MeasurementField;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.document.InvalidInput;
import io.belastbar.quantity.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredSubjectsTest {

    private static final Subject BUNDLE = Subject.of(SubjectKind.ARTEFACT, "initial-bundle");
    private static final Subject ORDERS = new Subject(SubjectKind.OPERATION, "broker", "orders");
    private static final Subject ORDER_COUNT = new Subject(SubjectKind.BUSINESS, "shop", "orders");

    private final MeasuredSubjects budget = new MeasuredSubjects(PerformanceBudget.of(List.of(
            promise(BUNDLE, Measure.SIZE, Statistic.NONE, "200kB"),
            promise(ORDERS, Measure.RESPONSE_TIME, Statistic.P95, "3s"),
            promise(ORDERS, Measure.RESPONSE_TIME, Statistic.P50, "1s"),
            promise(ORDER_COUNT, Measure.COUNT, Statistic.NONE, "1000"))));

    @Test
    void aNameIsEnoughWhereItIsTheOnlyOne() {
        assertThat(subjects(measured("initial-bundle", null, null, "size"))).containsExactly(BUNDLE);
    }

    @Test
    void namesakesAreToldApartByWhatIsPromisedOfThem() {
        assertThat(subjects(measured("orders", null, null, "response_time_p95")))
                .containsExactly(ORDERS);
        assertThat(subjects(measured("orders", null, "shop", "count"))).containsExactly(ORDER_COUNT);
        assertThat(subjects(measured("orders", SubjectKind.OPERATION, null, "lag")))
                .containsExactly(ORDERS);
    }

    @Test
    void anAmbiguousNameIsRefusedWithTheChoices() {
        assertThatThrownBy(() -> subjects(measured("orders", null, null, "lag")))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(
                                refused.errors().getFirst().rule())
                        .contains("operation broker / orders, business shop / orders"));
    }

    @Test
    void aFigureThatNobodyPromisedOfAKnownNameIsRefusedWithWhatIsPromised() {
        for (var metric : List.of("lag", "response_time_p99", "throughput")) {
            assertThatThrownBy(() -> subjects(measured("orders", null, "broker", metric)))
                    .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors())
                            .singleElement()
                            .satisfies(error -> {
                                assertThat(error.pointer()).isEqualTo("/0/metric");
                                assertThat(error.received()).isEqualTo(metric);
                                assertThat(error.rule())
                                        .isEqualTo("nothing is promised about " + metric
                                                + " of operation broker / orders; promised are response_time_p95,"
                                                + " response_time_p50; to keep it without a promise, give its kind:"
                                                + " operation");
                            }));
        }
    }

    @Test
    void whatIsPromisedRelativeToHowItWasIsPromised() {
        var relative = new MeasuredSubjects(Samples.budget("artefacts: { bundle: { target_size: \"<= +10 %\" } }"));
        var size = measured("bundle", null, null, "size");

        var subject = relative.of(List.of(size)).getFirst();
        assertThat(subject).isEqualTo(Subject.of(SubjectKind.ARTEFACT, "bundle"));
        assertThat(relative.objectives(subject, size)).isEmpty();
        assertThat(relative.hint("shop", subject, size)).contains("relative to how it was before");
        assertThatThrownBy(() -> relative.of(List.of(measured("bundle", null, null, "count"))))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(
                                refused.errors().getFirst().rule())
                        .contains("promised are size"));
    }

    @Test
    void whoGivesTheKindMayMeasureWhatNobodyPromised() {
        var lag = measured("orders", SubjectKind.OPERATION, null, "lag");

        assertThat(subjects(lag)).containsExactly(ORDERS);
        assertThat(budget.hint("shop", ORDERS, lag)).contains("promised are response_time_p95, response_time_p50");
        assertThat(budget.hint("shop", Subject.of(SubjectKind.PIPELINE, "nightly"), lag))
                .contains("no document promises anything about nightly", "/systems/shop/budget");
    }

    @Test
    void whatNobodyPromisedNeedsItsKind() {
        assertThatThrownBy(() -> subjects(measured("nightly", null, null, "duration")))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(
                                refused.errors().getFirst().rule())
                        .contains("kind must be given")
                        .contains("initial-bundle, orders"));
        assertThat(subjects(measured("nightly", SubjectKind.PIPELINE, null, "duration")))
                .containsExactly(Subject.of(SubjectKind.PIPELINE, "nightly"));
    }

    @Test
    void singleMeasurementsCountForEveryStatisticOfTheirFigure() {
        assertThat(budget.objectives(ORDERS, measured("orders", null, null, "response_time")))
                .extracting(Objective::statistic)
                .containsExactly(Statistic.P95, Statistic.P50);
        assertThat(budget.objectives(ORDERS, measured("orders", null, null, "response_time_p50")))
                .extracting(Objective::statistic)
                .containsExactly(Statistic.P50);
    }

    private List<Subject> subjects(Measurement measurement) {
        return budget.of(List.of(measurement));
    }

    private static Measurement measured(String subject, SubjectKind kind, String service, String metric) {
        return new Measurement(
                new MeasurementField("/0", 1, 1, ""),
                subject,
                kind,
                service,
                Metric.parse(metric).orElseThrow(),
                List.of(1.0),
                1,
                Instant.EPOCH,
                Map.of());
    }

    private static SubjectBudget promise(Subject subject, Measure measure, Statistic statistic, String limit) {
        var objective = Objective.of(subject, measure, statistic, Limit.fromAbove(limit, measure.dimension()::parse));
        return SubjectBudget.of(subject, List.of(objective));
    }
}
