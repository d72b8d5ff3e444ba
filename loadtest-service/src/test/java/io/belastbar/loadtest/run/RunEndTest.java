package io.belastbar.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.run.TargetAbsence;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.load.verdict.RunJudgement;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunEndTest {

    @Test
    void aCancelledRunNamesWho() {
        assertThat(RunOutcome.unstarted(Instant.EPOCH, RunEnd.cancelled("eva"))
                        .judgement()
                        .reasons())
                .containsExactly(new Sentence("Cancelled by eva.", "Abgebrochen von eva."));
    }

    @Test
    void aLostRunSaysWhatIsLeft() {
        assertThat(lost(0).reasons().getLast().english()).contains("is lost");
        assertThat(lost(12).reasons().getLast().german()).contains("ersten 12 Sekunden waren gespeichert");
        assertThat(lost(12).verdict()).isEqualTo(RunVerdict.ABORTED);
    }

    @Test
    void anEarlyEndSaysItsReasonInBothLanguages() {
        assertThat(gone(ErrorClass.CONNECTION_FAILED))
                .isEqualTo(new RunEnding.Early(new Sentence(
                        "Target api accepted no connection for 2.5 s.",
                        "Das Ziel api nahm 2,5 s lang keine Verbindung an.")));
    }

    @Test
    void anUnknownNameAndARefusedCertificateAreNoRefusedConnection() {
        assertThat(gone(ErrorClass.NAME_UNRESOLVED).why().english())
                .isEqualTo("The name of target api was not known for 2.5 s.");
        assertThat(gone(ErrorClass.TLS_FAILED).why().english())
                .isEqualTo("No secure connection to target api could be made for 2.5 s.");
    }

    private static RunEnding.Early gone(ErrorClass cause) {
        return RunEnd.targetGone("api", new TargetAbsence(Duration.ofMillis(2_500), cause));
    }

    private static RunJudgement lost(int secondsStored) {
        SecondSeries seconds = SecondSeries.ofEncoded(IntStream.range(0, secondsStored)
                .mapToObj(
                        second -> SecondCodec.encode(new SecondResult(second, 1, 0, GeneratorSecond.UNKNOWN, Map.of())))
                .toList());
        return RunOutcome.lost(Instant.EPOCH, RunEnd.serviceStopped(), Optional.empty(), seconds, List.of())
                .judgement();
    }
}
