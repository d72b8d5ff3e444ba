package io.belastbar.chaos.expectation.alerted;

import io.belastbar.chaos.alert.AlertRepository;
import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Looks among the alerts that were received. */
@ApplicationScoped
class LookAtAlertReceived implements Look<AlertReceived> {

    private final AlertRepository alerts;

    LookAtAlertReceived(AlertRepository alerts) {
        this.alerts = alerts;
    }

    @Override
    public Class<AlertReceived> kind() {
        return AlertReceived.class;
    }

    @Override
    public Observation look(AlertReceived expected, Situation situation) {
        // What is stored until the deadline is asked for after the time is read: nothing falls between the two.
        var first = Await.of(alerts.firing(situation.since(), expected.labels())).stream()
                .findFirst();
        long truncated = Await.of(alerts.truncatedSince(situation.since()));
        var seen = first.map(
                        alert -> new AlertReceived.Seen(Optional.of(alert.receivedAt()), alert.labels(), truncated))
                .orElseGet(() -> new AlertReceived.Seen(Optional.empty(), Map.of(), truncated));
        return expected.judge(seen, situation.since(), situation.now());
    }
}
