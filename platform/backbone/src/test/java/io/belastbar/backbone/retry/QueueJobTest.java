package io.belastbar.backbone.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.jobs.retry.FailureMapper;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

class QueueJobTest {
    private final QueueJob queue = new QueueJob(Logger.getLogger(QueueJobTest.class), "Things");
    private final List<String> done = new ArrayList<>();
    private final List<String> givenUp = new ArrayList<>();

    @Test
    void anItemThatCannotBeStoredHoldsUpNoOther() {
        queue.round(() -> {
            work("poison", new PgException("0x00", "ERROR", "22021", null));
            work("odd", new IllegalStateException("odd"));
            work("good", null);
        });

        assertThat(givenUp).containsExactly("poison: ERROR: 0x00 (22021)", "odd: odd");
        assertThat(done).containsExactly("good");
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsGivenUp() {
        queue.round(() -> {
            work("first", new PgException("shutdown", "FATAL", "57P01", null));
            work("second", null);
        });
        queue.round(() -> work("silent", new TimeoutException()));

        assertThat(givenUp).isEmpty();
        assertThat(done).isEmpty();
    }

    @Test
    void aSurpriseOutsideOfAnItemIsThrown() {
        assertThatThrownBy(() -> queue.round(() -> {
                    throw new IllegalStateException("odd");
                }))
                .hasMessage("odd");
    }

    private void work(String name, RuntimeException failure) throws InterruptedException {
        QueueJob.item(
                () -> {
                    if (failure != null) {
                        throw failure;
                    }
                    done.add(name);
                },
                hopeless -> givenUp.add(name + ": " + FailureMapper.reason(hopeless)));
    }
}
