package io.belastbar.chaos.dora.notice;

import java.time.Instant;

/**
 * That somebody was told of a test that is due.
 *
 * @param due when the test was due of which it told
 */
public record Notice(String system, String runbook, Kind kind, Instant due, Instant raisedAt) {

    /** Of what was told. */
    public enum Kind {
        DUE_SOON,
        OVERDUE
    }
}
