package io.belastbar.budget.alert.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of many values at once. */
class AlertLookTest {

    private static final Objective PAY =
            SaidTest.objective("operations: { pay: { target_error_rate: < 0.5%, severity: CRITICAL } }");
    private static final Objective SIZE = SaidTest.objective(
            "artefacts: { app: { target_size: 200kB, warning_size: 150kB, critical_size: 1MB, severity: HIGH } }");

    @Test
    void anOutageInsideABatchIsToldWithItsWorstValueThoughTheBatchEndsWell() {
        var look = look(PAY, outage(2, 6, 60));

        assertThat(look.raised().status()).isEqualTo(MetricStatus.CRITICAL);
        assertThat(look.raised().broke().value()).isEqualTo(1);
        assertThat(look.raised().broke().at()).isEqualTo(Values.START.plusSeconds(2));
        assertThat(look.resolvedAt()).isEqualTo(Values.START.plusSeconds(10));
        assertThat(look.state().raised()).isFalse();
    }

    @Test
    void anOutageThatIsNotSurelyOverIsRaisedWithTheValueThatBroke() {
        var look = look(PAY, outage(2, 6, 2));

        assertThat(look.state().broke().value()).isEqualTo(1);
        assertThat(look.raised().broke().value()).isEqualTo(1);
        assertThat(look.resolvedAt()).isNull();
    }

    @Test
    void anOutageAmongThirtyThousandValuesIsTold() {
        var look = look(PAY, outage(100, 6, 29_894));

        assertThat(look.raised().broke().value()).isEqualTo(1);
        assertThat(look.resolvedAt()).isNotNull();
    }

    @Test
    void theOrderInWhichValuesArriveChangesNothing() {
        var values = new ArrayList<>(outage(2, 6, 60));
        Collections.shuffle(values, new Random(1));

        assertThat(look(PAY, values)).isEqualTo(look(PAY, outage(2, 6, 60)));
    }

    @Test
    void aLateValueThatBrokeTheLimitIsToldAndOverAtOnce() {
        var state = look(
                        PAY,
                        IntStream.range(100, 110).mapToObj(AlertLookTest::good).toList())
                .state();

        var look = AlertLook.at(PAY, state, List.of(bad(50)));

        assertThat(look.raised().broke().at()).isEqualTo(Values.START.plusSeconds(50));
        assertThat(look.resolvedAt()).isEqualTo(state.seenAt());
        assertThat(look.state()).isEqualTo(state);
    }

    @Test
    void aLateValueIsNoNewsWhileSomethingAsBadIsKnown() {
        var state = look(PAY, List.of(bad(100))).state();

        var look = AlertLook.at(PAY, state, List.of(bad(50)));

        assertThat(look.tells()).isFalse();
        assertThat(look.state()).isEqualTo(state);
    }

    @Test
    void aThousandOutagesInOneLookAreToldOnce() {
        var values = IntStream.range(0, 8000)
                .mapToObj(i -> i % 8 == 0 ? bad(i) : good(i))
                .toList();

        var look = look(PAY, values);

        assertThat(look.raised().times()).isEqualTo(1000);
    }

    @Test
    void aBrokenPromiseIsToldBehindItsWarning() {
        var warned = look(SIZE, List.of(Values.posted(1, 160_000)));
        assertThat(warned.raised().status()).isEqualTo(MetricStatus.WARNING);

        var broken = AlertLook.at(SIZE, warned.state(), List.of(Values.posted(2, 250_000)));
        assertThat(broken.raised().broke().value()).isEqualTo(250_000);

        var same = AlertLook.at(SIZE, broken.state(), List.of(Values.posted(3, 300_000)));
        assertThat(same.tells()).isFalse();
        assertThat(same.state().broke().value()).isEqualTo(300_000);
    }

    private static AlertLook look(Objective objective, List<SeriesPoint> points) {
        return AlertLook.at(objective, AlertState.start(Values.START), points);
    }

    private static List<SeriesPoint> outage(int before, int bad, int after) {
        return IntStream.range(0, before + bad + after)
                .mapToObj(i -> i >= before && i < before + bad ? bad(i) : good(i))
                .toList();
    }

    private static SeriesPoint good(int second) {
        return Values.posted(second, 0.0001, 30_000);
    }

    private static SeriesPoint bad(int second) {
        return Values.posted(second, 1, 30_000);
    }
}
