package io.belastbar.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class AwaitTest {

    @Test
    void theAnswerIsAnsweredAlsoIfItIsNull() {
        assertThat(Await.of(Uni.createFrom().item("yes"))).isEqualTo("yes");
        assertThat(Await.of(Uni.createFrom().voidItem())).isNull();
    }

    @Test
    void aFailureComesAsItIs() {
        assertThatThrownBy(() -> Await.of(Uni.createFrom().failure(new IllegalStateException("odd"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("odd");
        assertThatThrownBy(() -> Await.of(Uni.createFrom().failure(new java.io.IOException("gone"))))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("gone");
    }

    @Test
    void whatNeverComesIsNotAwaitedForEver() {
        assertThatThrownBy(() -> Await.of(Uni.createFrom().nothing(), Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void whoIsInterruptedStopsWaitingAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Await.of(Uni.createFrom().nothing())).isInstanceOf(Await.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
