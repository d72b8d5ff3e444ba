package io.belastbar.chaos.runbook;

import java.time.Duration;
import java.util.Optional;

/**
 * What is measured of an outage, and how.
 *
 * @param target the database that is written to, by the address that the application uses
 * @param credentials the name of the login; empty: that of the target
 * @param interval from one write to the next: the error bound of what is measured is at least so much
 * @param patience how long a write may hang until it is given up
 * @param stability how long no write may fail until it counts as recovered
 * @param from the step whose injection the outage is counted from; empty: the first injection
 * @param transaction the step that looks whether business goes on; when it does is told beside the recovery time
 * @param oldPrimary where a former primary's data are read; empty: nobody reads them
 */
public record Measure(
        String target,
        Optional<String> credentials,
        Duration interval,
        Duration patience,
        Duration stability,
        Optional<String> from,
        Optional<String> transaction,
        Optional<OldPrimary> oldPrimary) {

    /**
     * A former primary's data, started alone.
     *
     * @param control the control door that starts them
     * @param target the address where they are read then
     * @param child the server that was primary; empty: the database that is not primary any more
     */
    public record OldPrimary(String control, String target, Optional<String> child) {}

    /** Whether an injection begins the outage. */
    public boolean countsFrom(String step) {
        return from.map(step::equals).orElse(true);
    }
}
