package io.belastbar.chaos.alert;

import io.belastbar.chaos.alert.Alert.Status;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What clients post to an Alertmanager ({@code postableAlerts} of its API v2): Prometheus does, and the {@code
 * alertmanager} channel of an escalation. An alert whose end has come is resolved, any other fires.
 */
public final class PostedAlerts {

    private PostedAlerts() {}

    /**
     * Reads a message.
     *
     * @param now when it came: the beginning of what does not say its own
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    public static AlertMessage parse(String body, Instant now) {
        DocumentNode root = DocumentParser.parse(body);
        ErrorCollector errors = new ErrorCollector();
        AlertFields fields = new AlertFields(errors);
        List<Alert> alerts = new ArrayList<>();
        fields.alerts(root).forEach(at -> alerts.add(alert(at, fields, errors, now)));
        errors.throwIfAny("no alerts of Alertmanager's API v2");
        return new AlertMessage(alerts, Optional.empty(), 0);
    }

    private static Alert alert(DocumentNode at, AlertFields fields, ErrorCollector errors, Instant now) {
        var labels = fields.texts(at, "labels", true);
        var annotations = fields.texts(at, "annotations", false);
        Optional<Instant> endsAt = fields.time(at, "endsAt");
        Optional<Instant> startsAt = fields.time(at, "startsAt");
        Optional<String> generator = at.optionalName("generatorURL", errors);
        if (startsAt.isPresent() && endsAt.filter(startsAt.get()::isAfter).isPresent()) {
            at.optional("endsAt").ifPresent(end -> errors.add(end, "must not be before startsAt"));
        }
        Status status = endsAt.filter(end -> !end.isAfter(now)).isPresent() ? Status.RESOLVED : Status.FIRING;
        Instant start = startsAt.orElseGet(() -> endsAt.filter(now::isAfter).orElse(now));
        return new Alert(LabelFingerprint.of(labels), start, status, endsAt, labels, annotations, generator);
    }
}
