package io.belastbar.loadtest.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.report.Sentence;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunEndTest {

    @Test
    void aCancelledRunNamesWho() {
        assertThat(new RunEnd.Cancelled("eva").unstarted().reasons())
                .containsExactly(new Sentence("Cancelled by eva.", "Abgebrochen von eva."));
    }

    @Test
    void aLostRunSaysWhatIsLeft() {
        assertThat(new RunEnd.ServiceStopped().lost(0).reasons().getLast().english())
                .contains("is lost");
        assertThat(new RunEnd.ServiceStopped().lost(12).reasons().getLast().german())
                .contains("ersten 12 Sekunden waren gespeichert");
        assertThat(new RunEnd.ServiceStopped().lost(12).verdict()).isEqualTo(RunVerdict.ABORTED);
    }

    @Test
    void onlyACompletedRunAndABrokenThresholdAreNotEarly() {
        assertThat(new RunEnd.Completed().ending()).isInstanceOf(RunEnding.Completed.class);
        assertThat(new RunEnd.TargetGone("api", Duration.ofMillis(2_500)).ending())
                .isEqualTo(new RunEnding.Early(new Sentence(
                        "Target api accepted no connection for 2.5 s.",
                        "Das Ziel api nahm 2,5 s lang keine Verbindung an.")));
    }
}
