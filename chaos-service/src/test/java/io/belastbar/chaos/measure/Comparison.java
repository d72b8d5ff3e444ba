package io.belastbar.chaos.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.RecoveryTime;
import java.io.IOException;
import java.time.Duration;

/**
 * A recovery time as two saw it who know nothing of each other. Each is blind between two of its own starts, and hears
 * of a success only when that write ends: so much they may differ, however busy the machine is.
 */
record Comparison(Duration measured, Duration bound, Duration polled, Duration pollersGap, Duration slowest) {

    static Comparison of(RunningProbe probe, Measurement measured, Poller poller) throws IOException {
        var time = (RecoveryTime.Measured) measured.recoveryTime();
        Duration write = probe.slowestWrite();
        Duration poll = poller.slowest();
        return new Comparison(
                time.value(),
                time.bound().orElseThrow(),
                poller.outage(probe.faultAt(), probe.promotionAt()),
                poller.largestGap(),
                write.compareTo(poll) > 0 ? write : poll);
    }

    Duration difference() {
        return measured.minus(polled).abs();
    }

    void requireAgreement() {
        assertThat(difference())
                .as(toString())
                .isLessThanOrEqualTo(bound.plus(pollersGap).plus(slowest));
    }
}
