package io.belastbar.load.http;

import io.belastbar.load.scenario.HttpOptions;
import java.time.Duration;

/**
 * How one lane talks HTTP.
 *
 * @param connections of this lane at most
 * @param timeout of a request, from the moment that it should be sent (a wait for a connection included) to the last
 *     byte of its answer
 * @param connectTimeout of a connection; of a TLS handshake once more
 * @param bodyBudgetBytes what all bodies that are kept for extraction may hold together
 */
public record HttpSettings(
        HttpOptions options, int connections, Duration timeout, Duration connectTimeout, long bodyBudgetBytes) {

    public HttpSettings {
        if (connections < 1) {
            throw new IllegalArgumentException("connections should be at least 1: was " + connections);
        }
        if (connectTimeout.compareTo(timeout) > 0) {
            connectTimeout = timeout;
        }
    }
}
