package io.belastbar.loadtest.driver;

import java.time.Duration;

/**
 * How one lane talks to the target.
 *
 * @param connections at most, and so many virtual users can be in flight at once
 * @param timeout from the send to the last byte of the answer
 * @param bodyLimitBytes largest body of an answer from which a value is extracted
 * @param bodyBudgetBytes what all such bodies in flight may hold together
 */
record TransportSettings(
        int connections, Duration timeout, Duration connectTimeout, int bodyLimitBytes, long bodyBudgetBytes) {

    TransportSettings {
        if (connectTimeout.compareTo(timeout) > 0) {
            connectTimeout = timeout;
        }
    }
}
