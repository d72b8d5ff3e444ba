package io.belastbar.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.scenario.LoadModel.UserStage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UserRampTest {

    private static final long S = 1_000_000_000L;

    @Test
    void usersComeLinearlyBetweenTargets() {
        UserRamp ramp = ramp(stage(10, 10));

        assertThat(ramp.usersAt(0)).isZero();
        assertThat(ramp.usersAt(S - 1)).isZero();
        assertThat(ramp.usersAt(S)).isEqualTo(1);
        assertThat(ramp.usersAt(9 * S)).isEqualTo(9);
    }

    @Test
    void usersGoLinearlyBetweenTargets() {
        UserRamp ramp = ramp(stage(0, 10), stage(10, 0));

        assertThat(ramp.usersAt(0)).isEqualTo(10);
        assertThat(ramp.usersAt(S - 1)).isEqualTo(10);
        assertThat(ramp.usersAt(S)).isEqualTo(9);
        assertThat(ramp.usersAt(10 * S - 1)).isEqualTo(1);
    }

    @Test
    void nobodyIsWantedAfterTheLastStage() {
        UserRamp ramp = ramp(stage(0, 10), stage(10, 10));

        assertThat(ramp.usersAt(10 * S)).isZero();
        assertThat(ramp.firstWanted(1, 10 * S)).isEmpty();
    }

    @Test
    void aUserComesBackWithTheNextWave() {
        UserRamp ramp = ramp(stage(10, 10), stage(10, 0), stage(10, 10));

        assertThat(ramp.firstWanted(5, 0)).hasValue(5 * S);
        assertThat(ramp.firstWanted(5, 18 * S)).hasValue(25 * S);
    }

    @Property(tries = 300)
    void theFirstWantedInstantIsTheEarliest(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 50) Integer> targets,
            @ForAll @IntRange(min = 1, max = 50) int user,
            @ForAll @LongRange(max = 40_000_000_000L) long from) {
        UserRamp ramp =
                new UserRamp(targets.stream().map(target -> stage(7, target)).toList());

        OptionalLong first = ramp.firstWanted(user, from);

        first.ifPresent(at -> {
            assertThat(at).isGreaterThanOrEqualTo(from);
            assertThat(ramp.wants(user, at)).isTrue();
            assertThat(at == from || !ramp.wants(user, at - 1)).isTrue();
        });
        long searchedUntil = first.orElse(ramp.endNanos());
        for (long time = from; time < searchedUntil; time += 97_000_000L) {
            assertThat(ramp.wants(user, time)).isFalse();
        }
    }

    private static UserRamp ramp(UserStage... stages) {
        return new UserRamp(List.of(stages));
    }

    private static UserStage stage(long seconds, int target) {
        return new UserStage(Duration.ofSeconds(seconds), target);
    }
}
