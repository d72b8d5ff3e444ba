package io.belastbar.profiling.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.profiling.proof.copy.CopyLimits;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofTermsTest {

    /** Making and dropping a database writes a checkpoint: nothing that the limit of a statement in the target is meant for. */
    @ParameterizedTest
    @CsvSource({"PT60S, PT5M", "PT2S, PT1M"})
    void makingACopyAndTakingItAwayMayTakeAsLongAsWhatIsDoneInIt(Duration reading, Duration working) {
        ProofTerms terms = new ProofTerms(
                Duration.ofSeconds(3),
                reading,
                working,
                Duration.ofSeconds(60),
                new CopyLimits(1_000, 1_000, Duration.ofSeconds(60)));

        assertThat(terms.door().statement()).isEqualTo(working);
        assertThat(terms.door().silence()).isGreaterThan(working);
        assertThat(terms.door().readOnly()).isFalse();
    }
}
