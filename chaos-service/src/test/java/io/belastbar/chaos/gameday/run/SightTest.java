package io.belastbar.chaos.gameday.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.gameday.run.Sight.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SightTest {
    private static final Optional<String> FINE = Optional.empty();
    private static final Optional<String> AWAY = Optional.of("no answer");

    private final Sight sight = new Sight();
    private final List<Change> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-15T08:00:00Z");

    @Test
    void whatCanAlwaysBeLookedAtIsNoNews() {
        look(FINE, 1000);

        assertThat(told).isEmpty();
    }

    @Test
    void fourLooksASecondInVainAreToldOnce() {
        look(FINE, 4);
        look(AWAY, 1000);
        look(Optional.of("another reason"), 1000);
        look(FINE, 1000);

        assertThat(told).containsExactly(new Change(true, "no answer"), new Change(false, ""));
    }

    @Test
    void whatComesAndGoesIsToldSixTimesAMinuteAtMostAndWhatIsToldLostIsToldBack() {
        for (int i = 0; i < 240; i++) {
            look(i % 2 == 0 ? AWAY : FINE, 1);
        }

        assertThat(told).hasSizeLessThanOrEqualTo(2 * 6);
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i).lost()).isEqualTo(i % 2 == 0);
        }
    }

    @Test
    void aLossInTheQuietTimeIsToldAfterIt() {
        look(AWAY, 1);
        look(FINE, 1);
        look(AWAY, 100);

        assertThat(told).extracting(Change::lost).containsExactly(true, false, true);
    }

    private void look(Optional<String> reason, int times) {
        for (int i = 0; i < times; i++) {
            sight.saw(reason, now).ifPresent(told::add);
            now = now.plus(Duration.ofMillis(250));
        }
    }
}
