package io.belastbar.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisionTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private final Supervision supervision = new Supervision(Duration.ofSeconds(2));

    @Test
    void childThatLivesIsLeftAlone() {
        var child = new Child(true);

        assertThat(supervision.notice(child, T0)).isEmpty();
        assertThat(supervision.due(List.of(child), T0.plusSeconds(60))).isEmpty();
    }

    @Test
    void endIsToldOnceWithTheLog() {
        var child = new Child(false);

        assertThat(supervision.notice(child, T0))
                .contains("redis has ended; see redis.log. It is started again in 2 s.");
        assertThat(supervision.notice(child, T0.plusSeconds(1))).isEmpty();
    }

    @Test
    void childIsDueAfterTheDelayAndNotBefore() {
        var child = new Child(false);
        supervision.notice(child, T0);

        assertThat(supervision.due(List.of(child), T0.plusMillis(1999))).isEmpty();
        assertThat(supervision.due(List.of(child), T0.plusSeconds(2))).containsExactly(child);
    }

    @Test
    void childThatKeepsEndingEndsThePlatform() {
        var child = new Child(false);
        for (int i = 0; i < Supervision.RESTARTS_MAX; i++) {
            supervision.notice(child, T0);
            assertThat(supervision.due(List.of(child), T0.plusSeconds(2))).hasSize(1);
        }
        supervision.notice(child, T0);

        assertThatThrownBy(() -> supervision.due(List.of(child), T0.plusSeconds(2)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("redis has ended 6 times; see redis.log");
    }

    private record Child(boolean isAlive) implements SupervisedChild {
        @Override
        public String name() {
            return "redis";
        }

        @Override
        public void startAgain() {}

        @Override
        public String log() {
            return "redis.log";
        }
    }
}
