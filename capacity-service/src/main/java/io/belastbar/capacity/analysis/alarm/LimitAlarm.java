package io.belastbar.capacity.analysis.alarm;

import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.Severity;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A finding about a limit that is open.
 *
 * @param limit in the series' unit
 * @param reachedAt as it was told last
 * @param toldAt when it was told last
 */
public record LimitAlarm(
        String system, String metric, double limit, Severity severity, Instant reachedAt, Instant toldAt) {

    /** One cause for each limit of a metric, however often it is looked at. */
    public String fingerprint() {
        return Fingerprint.of("capacity-limit", system, metric, limitText());
    }

    /** The limit as a person writes it: 150, and not 150.0. */
    String limitText() {
        return BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
    }
}
