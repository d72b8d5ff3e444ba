package io.belastbar.resilience.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.resilience.measure.Oracle.Line;
import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The measurement against the words of its definition, over small histories of every shape. */
class MeasureRecoveryOracleTest {

    @Property(tries = 3_000)
    void itSaysWhatTheDefinitionSays(@ForAll("histories") List<Line> lines, @ForAll("windows") long window) {
        var measured = text(lines).measured(Duration.ofMillis(window));
        var oracle = new Oracle(lines, window);

        assertThat(measured.timeline().outage()).isEqualTo(oracle.outage().map(Duration::ofMillis));
        assertThat(measured.timeline().recovery()).isEqualTo(oracle.recovery().map(Duration::ofMillis));
        if (measured.recoveryTime() instanceof RecoveryTime.Measured rto) {
            assertThat(rto.value().toMillis()).isEqualTo(oracle.recoveryTime());
            assertThat(rto.bound()).isEqualTo(oracle.bound().map(Duration::ofMillis));
        }
    }

    @Property(tries = 1_000)
    void theOrderOfTheLinesHasNoSay(
            @ForAll("histories") List<Line> lines, @ForAll("windows") long window, @ForAll Random random) {
        List<Line> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, random);

        var one = text(lines).measured(Duration.ofMillis(window));
        var other = text(shuffled).measured(Duration.ofMillis(window));

        assertThat(other.recoveryTime()).isEqualTo(one.recoveryTime());
        assertThat(other.timeline()).isEqualTo(one.timeline());
    }

    @Property(tries = 2_000)
    void lossIsTheDifferenceOfTheSets(
            @ForAll("histories") List<Line> lines, @ForAll("ranges") List<SequenceRange> read) {
        var text = text(lines);
        text.line("{\"event\":\"READBACK\",\"present\":" + json(read) + "}");
        var oracle = new Oracle(lines, 5);

        var measured = text.measured(Duration.ofMillis(5));

        assertThat(measured.dataLoss()).isInstanceOfSatisfying(DataLoss.Known.class, loss -> {
            assertThat(loss.rows()).isEqualTo(oracle.lost(read).size());
            assertThat(loss.time().toMillis()).isEqualTo(oracle.lossTime(read));
        });
        for (var kind : oracle.counts(read).entrySet()) {
            assertThat(measured.findings().stream()
                            .filter(finding -> finding.kind() == kind.getKey())
                            .mapToLong(Finding::count)
                            .sum())
                    .as(kind.getKey().name())
                    .isEqualTo(kind.getValue());
        }
    }

    @Provide
    Arbitrary<Long> windows() {
        return Arbitraries.longs().between(1, 12);
    }

    @Provide
    Arbitrary<List<Line>> histories() {
        Arbitrary<EventKind> kinds = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(EventKind.INVOKE)),
                Tuple.of(6, Arbitraries.just(EventKind.ACK)),
                Tuple.of(2, Arbitraries.of(EventKind.FAIL, EventKind.INDETERMINATE)));
        Arbitrary<Line> writes = Combinators.combine(
                        kinds,
                        Arbitraries.longs().between(0, 25),
                        Arbitraries.longs().between(-5, 40))
                .as(Line::new);
        return Combinators.combine(
                        writes.list().ofMaxSize(40), Arbitraries.longs().between(-3, 25))
                .as((list, inject) -> {
                    List<Line> all = new ArrayList<>(list);
                    all.add(new Line(EventKind.INJECT, 0, inject));
                    return all;
                });
    }

    @Provide
    Arbitrary<List<SequenceRange>> ranges() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 30), Arbitraries.longs().between(0, 6))
                .as((from, more) -> new SequenceRange(from, from + more))
                .list()
                .ofMaxSize(6);
    }

    private static HistoryText text(List<Line> lines) {
        var text = new HistoryText();
        lines.forEach(line -> text.write(line.sequence(), line.kind().name(), line.at()));
        return text;
    }

    private static String json(List<SequenceRange> read) {
        return read.stream()
                .map(range -> List.of(range.from(), range.to()))
                .toList()
                .toString();
    }
}
