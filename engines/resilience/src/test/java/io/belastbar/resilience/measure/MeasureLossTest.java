package io.belastbar.resilience.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeasureLossTest {

    @Test
    void withoutReadBackTheLossIsUnknown() {
        assertThat(outage().measured().dataLoss()).isEqualTo(new DataLoss.Unknown(DataLoss.Why.NO_READ_BACK));
    }

    @Test
    void lossIsWhatWasAcknowledgedAndNotReadBack() {
        var measured = outage().readBack(20_000, "[[1,90],[201,800]]").measured();

        assertThat(measured.dataLoss())
                .isEqualTo(new DataLoss.Known(10, Duration.ofMillis(180), List.of(new SequenceRange(91, 100))));
        assertThat(measured.findings()).isEmpty();
    }

    @Test
    void nothingLostIsZero() {
        var measured = outage().readBack(20_000, "[[1,100],[201,700]]")
                .readBack(20_010, "[[701,800]]")
                .measured();

        assertThat(measured.dataLoss()).isEqualTo(new DataLoss.Known(0, Duration.ZERO, List.of()));
        assertThat(measured.findings()).isEmpty();
    }

    @Test
    void anEmptyReadBackLosesEverything() {
        var measured = outage().readBack(20_000, "[]").measured();

        assertThat(((DataLoss.Known) measured.dataLoss()).rows()).isEqualTo(700);
    }

    @Test
    void lossInTheMiddleIsAFinding() {
        var measured = outage().readBack(20_000, "[[1,49],[51,95],[201,800]]").measured();

        assertThat(measured.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.LOSS_NOT_AT_END);
            assertThat(finding.writes()).containsExactly(new SequenceRange(50, 50));
        });
        assertThat(((DataLoss.Known) measured.dataLoss()).rows()).isEqualTo(6);
    }

    @Test
    void writesAtTheSameTimeMayBeStoredInAnyOrder() {
        var measured = new HistoryText()
                .write(1, "INVOKE", 0)
                .write(2, "INVOKE", 1)
                .write(2, "ACK", 2)
                .write(1, "ACK", 2)
                .mark("INJECT", 3)
                .readBack(100, "[[2,2]]")
                .measured();

        assertThat(((DataLoss.Known) measured.dataLoss()).rows()).isEqualTo(1);
        assertThat(kinds(measured)).doesNotContainKey(FindingKind.LOSS_NOT_AT_END);
    }

    @Test
    void rowsThatShouldNotBeThereAreFindings() {
        var measured = outage().readBack(20_000, "[[1,100],[90,99],[120,129],[201,800],[1000,1001]]")
                .measured();

        assertThat(kinds(measured))
                .containsOnly(
                        entry(FindingKind.DUPLICATES, 10L),
                        entry(FindingKind.FAILED_YET_STORED, 10L),
                        entry(FindingKind.NEVER_ATTEMPTED, 2L));
    }

    @Test
    void hugeRangesAreNotCountedOneByOne() {
        var measured = outage().readBack(20_000, "[[1,1000000000000],[5,1000000000000]]")
                .measured();

        assertThat(kinds(measured))
                .containsEntry(FindingKind.DUPLICATES, 1_000_000_000_000L - 4)
                .containsEntry(FindingKind.NEVER_ATTEMPTED, 1_000_000_000_000L - 800);
    }

    @Test
    void whatBecameOfIndeterminateWritesIsCounted() {
        var measured = new HistoryText()
                .acknowledged(1, 100, 0, 20)
                .mark("INJECT", 2_000)
                .ended("INDETERMINATE", 101, 110, 2_000, 20)
                .write(111, "INVOKE", 2_300)
                .acknowledged(201, 800, 4_000, 20)
                .readBack(20_000, "[[1,104],[111,111],[201,800]]")
                .measured();

        assertThat(measured.writes()).isEqualTo(new Writes(711, 700, 0, 11, 5));
        assertThat(kinds(measured)).containsOnlyKeys(FindingKind.NO_END, FindingKind.HUNG_TO_THE_END);
    }

    @Test
    void whatIsAcknowledgedAfterTheReadBackIsNotLost() {
        var measured = outage().readBack(8_000, "[[1,100],[201,400]]").measured();

        assertThat(measured.dataLoss()).isEqualTo(new DataLoss.Known(0, Duration.ZERO, List.of()));
        assertThat(kinds(measured))
                .containsOnlyKeys(FindingKind.ACKNOWLEDGED_AFTER_READ_BACK, FindingKind.TIME_BACKWARDS);
    }

    @Test
    void aReadBackThatShowsTheFutureHasNoTime() {
        var measured = outage().readBack(0, "[[1,90],[201,800]]").measured();

        assertThat(((DataLoss.Known) measured.dataLoss()).rows()).isEqualTo(10);
        assertThat(kinds(measured)).containsKey(FindingKind.READ_BEFORE_BEGUN);
    }

    @Test
    void aWriteAcknowledgedByTheNewPrimaryAndLostIsAFinding() {
        var measured = outage().readBack(20_000, "[[1,100],[201,799]]").measured();

        assertThat(kinds(measured)).containsOnly(entry(FindingKind.LOST_AFTER_RECOVERY, 1L));
    }

    @Test
    void formIsToldOfWritesWithoutBeginningOrWithTwoEnds() {
        var measured = new HistoryText()
                .mark("INJECT", 0)
                .mark("INJECT", 5)
                .write(7, "ACK", 10)
                .write(8, "INVOKE", 9)
                .write(8, "ACK", 11)
                .write(8, "FAIL", 12)
                .write(8, "INVOKE", 12)
                .measured();

        assertThat(kinds(measured))
                .containsOnlyKeys(
                        FindingKind.SECOND_INJECT,
                        FindingKind.END_WITHOUT_INVOKE,
                        FindingKind.TWO_ENDS,
                        FindingKind.INVOKED_TWICE,
                        FindingKind.TIME_BACKWARDS);
        assertThat(measured.findings())
                .filteredOn(finding -> finding.kind() == FindingKind.TIME_BACKWARDS)
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).contains(4L));
    }

    @Test
    void whatOfTheLostAFormerPrimaryHasIsRecoverable() {
        var measured = outage().readBack(20_000, "[[1,90],[201,800]]")
                .line("{\"event\":\"OLD_READBACK\",\"present\":[[1,94],[101,101]]}")
                .line("{\"event\":\"OLD_READBACK\",\"present\":[[97,98]],\"atMs\":1}")
                .measured();

        assertThat(measured.recoverable()).contains(6L);
        assertThat(((DataLoss.Known) measured.dataLoss()).rows()).isEqualTo(10);
        assertThat(measured.findings()).isEmpty();
    }

    @Test
    void withoutAReadingOfEitherItIsNotKnownWhatIsRecoverable() {
        String old = "{\"event\":\"OLD_READBACK\",\"present\":[[1,100]]}";

        assertThat(outage().line(old).measured().recoverable()).isEmpty();
        assertThat(outage().readBack(20_000, "[[1,90]]").measured().recoverable())
                .isEmpty();
        assertThat(outage().readBack(20_000, "[[1,100],[201,800]]")
                        .line(old)
                        .measured()
                        .recoverable())
                .contains(0L);
    }

    @Test
    void whereNothingMayBeLostASingleRowIsTooMuch() {
        var one = new DataLoss.Known(1, Duration.ZERO, List.of());
        var none = new DataLoss.Known(0, Duration.ZERO, List.of());

        assertThat(Verdict.of(one, Duration.ZERO)).isEqualTo(Verdict.MISSED);
        assertThat(Verdict.of(none, Duration.ZERO)).isEqualTo(Verdict.MET);
        assertThat(Verdict.of(one, Duration.ofMillis(1))).isEqualTo(Verdict.MET);
    }

    @Test
    void aTransactionIsTimedBesideTheRecovery() {
        var measured =
                outage().mark("TRANSACTED", 9_500).mark("TRANSACTED", 9_100.25).measured();

        assertThat(measured.timeline().transacted()).contains(Duration.ofNanos(9_100_250_000L));
    }

    private static HistoryText outage() {
        return new HistoryText()
                .acknowledged(1, 100, 0, 20)
                .mark("INJECT", 1_990)
                .ended("FAIL", 101, 200, 2_000, 20)
                .acknowledged(201, 800, 4_000, 20);
    }

    private static Map<FindingKind, Long> kinds(Measurement measured) {
        return measured.findings().stream().collect(Collectors.toMap(Finding::kind, Finding::count));
    }
}
