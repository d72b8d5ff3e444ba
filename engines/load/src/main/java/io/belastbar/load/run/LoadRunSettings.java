package io.belastbar.load.run;

import java.time.Duration;

/**
 * How a load is driven.
 *
 * @param lanes threads that carry the load
 * @param maxRequestsPerSecond cap of the whole run; infinite for none
 * @param timeout of a request, from the moment that it should be sent, a wait for a connection included, to the last byte
 * @param usersMax at once, whatever the plan needs
 * @param connectionsMax at once, whatever the plan needs
 */
public record LoadRunSettings(
        int lanes, double maxRequestsPerSecond, Duration timeout, int usersMax, int connectionsMax) {

    public LoadRunSettings {
        if (lanes < 1) {
            throw new IllegalArgumentException("lanes should be at least 1: was " + lanes);
        }
    }
}
