package io.belastbar.local.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasePairTest {
    private final DatabasePair first = DatabasePair.first("a", "b", false);

    @Test
    void promotedStandbyIsThePrimaryAndTheFormerOneIsNoStandbyUntilItIsSeededAnew() {
        var promoted = first.promoted();

        assertThat(promoted.role("b")).isEqualTo("primary");
        assertThat(promoted.role("a")).isEqualTo("superseded");
        assertThat(promoted.isSuperseded("a")).isTrue();
        assertThat(promoted.isSuperseded("b")).isFalse();
        assertThat(promoted.reseeded().role("a")).isEqualTo("standby");
    }

    @Test
    void supersededServerIsNeverPromoted() {
        assertThatThrownBy(() -> first.promoted().promoted())
                .hasMessage("a is superseded, and would take back what was written since");
    }

    @Test
    void pairThatWentForthAndBackIsTheFirstOneAgain() {
        assertThat(first.promoted().reseeded().promoted().reseeded()).isEqualTo(first);
    }

    @Test
    void whetherCommitsWaitSurvivesAPromotion() {
        assertThat(first.replicating(true).promoted().reseeded().synchronous()).isTrue();
    }

    @Test
    void nextLauncherKnowsWhoIsPrimaryAndWhoMayNotBeStartedBesideIt(@TempDir Path folder) throws Exception {
        var file = new PairFile(folder.resolve("pair.properties"));
        assertThat(file.read(first)).isEqualTo(first);

        file.write(first.promoted());
        assertThat(file.read(first)).isEqualTo(first.promoted());
        file.write(first.promoted().reseeded());
        assertThat(file.read(first)).isEqualTo(first.promoted().reseeded());
        assertThat(file.read(first.replicating(true)).synchronous())
                .as("the launcher's own option")
                .isTrue();
    }
}
