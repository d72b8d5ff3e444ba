package io.belastbar.dashboard.status;

import java.net.URI;
import java.time.Duration;

/**
 * What one service said when asked whether it is ready.
 *
 * @param name the short name, for example {@code budget}
 * @param latencyMs how long the answer took, in milliseconds
 * @param reason why it is not UP; null when it is
 */
public record ServiceStatus(String name, URI url, State state, long latencyMs, String reason) {

    /** UP: answered 200. DOWN: answered that it is not ready. UNREACHABLE: did not answer in time. */
    public enum State {
        UP,
        DOWN,
        UNREACHABLE
    }

    /** Judges a readiness answer: only 200 is ready. */
    public static ServiceStatus answered(String name, URI url, int httpStatus, Duration latency) {
        boolean ready = httpStatus == 200;
        String reason = ready ? null : "readiness answered HTTP " + httpStatus;
        return new ServiceStatus(name, url, ready ? State.UP : State.DOWN, latency.toMillis(), reason);
    }

    /** No answer: refused, reset or too late. */
    public static ServiceStatus unreachable(String name, URI url, Duration waited, String reason) {
        return new ServiceStatus(name, url, State.UNREACHABLE, waited.toMillis(), reason);
    }
}
