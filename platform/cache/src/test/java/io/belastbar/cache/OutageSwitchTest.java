package io.belastbar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageSwitchTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final OutageSwitch outage = new OutageSwitch(3, Duration.ofNanos(100), now::get);

    @Test
    void singleFailuresChangeNothing() {
        outage.failed();
        outage.failed();
        outage.succeeded();
        outage.failed();
        outage.failed();

        assertThat(outage.mayTry()).isTrue();
    }

    @Test
    void anOutageIsLeftAloneForThePause() {
        fail(3);

        assertThat(outage.mayTry()).isFalse();
        now.addAndGet(99);
        assertThat(outage.mayTry()).isFalse();
    }

    @Test
    void oneCallerTriesAfterThePause() {
        fail(3);
        now.addAndGet(100);

        assertThat(outage.mayTry()).isTrue();
        assertThat(outage.mayTry()).isFalse();
    }

    @Test
    void aSuccessEndsTheOutage() {
        fail(3);
        now.addAndGet(100);
        outage.mayTry();

        outage.succeeded();

        assertThat(outage.mayTry()).isTrue();
        assertThat(outage.mayTry()).isTrue();
    }

    @Test
    void aFailedTrialBeginsThePauseAgain() {
        fail(3);
        now.addAndGet(100);
        outage.mayTry();

        outage.failed();
        now.addAndGet(99);

        assertThat(outage.mayTry()).isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            outage.failed();
        }
    }
}
