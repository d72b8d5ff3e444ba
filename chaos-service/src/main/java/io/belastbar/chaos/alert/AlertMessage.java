package io.belastbar.chaos.alert;

import java.util.List;
import java.util.Optional;

/**
 * What a sender told at once.
 *
 * @param groupKey what its alerts have in common; empty: it does not say
 * @param truncated how many alerts it left out
 */
public record AlertMessage(List<Alert> alerts, Optional<String> groupKey, int truncated) {
    public AlertMessage {
        alerts = List.copyOf(alerts);
    }
}
