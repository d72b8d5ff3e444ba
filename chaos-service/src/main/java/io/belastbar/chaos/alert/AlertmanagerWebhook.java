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
 * What Alertmanager posts to a webhook, version 4 (prometheus.io, "Alerting: configuration", webhook_config): {@code
 * {"version":"4","groupKey":…,"truncatedAlerts":0,"status":"firing","alerts":[{"status":"firing","labels":{…},
 * "annotations":{…},"startsAt":…,"endsAt":…,"generatorURL":…,"fingerprint":…}]}}.
 */
public final class AlertmanagerWebhook {

    private static final String VERSION = "4";

    private AlertmanagerWebhook() {}

    /**
     * Reads a message.
     *
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    public static AlertMessage parse(String body) {
        DocumentNode root = DocumentParser.parse(body);
        ErrorCollector errors = new ErrorCollector();
        List<Alert> alerts = new ArrayList<>();
        if (root.requireMapping(errors)) {
            DocumentNode version = root.required("version", errors);
            version.asString(errors)
                    .filter(text -> !text.equals(VERSION))
                    .ifPresent(other -> errors.add(version, "must be \"4\": the version of Alertmanager's webhook"));
            AlertFields fields = new AlertFields(errors);
            fields.alerts(root.required("alerts", errors))
                    .forEach(at -> alert(at, fields, errors).ifPresent(alerts::add));
        }
        int truncated = truncated(root, errors);
        Optional<String> group = root.optionalString("groupKey", errors).map(AlertmanagerWebhook::stored);
        errors.throwIfAny("no webhook of Alertmanager, version 4");
        return new AlertMessage(alerts, group, truncated);
    }

    private static String stored(String text) {
        return text.replace("\0", "");
    }

    private static int truncated(DocumentNode root, ErrorCollector errors) {
        Optional<DocumentNode> at = root.optional("truncatedAlerts");
        Optional<Long> count = at.flatMap(node -> node.asInteger(errors));
        if (count.filter(value -> value < 0 || value > Integer.MAX_VALUE).isPresent()) {
            errors.add(at.orElseThrow(), "must be a count");
            return 0;
        }
        return count.map(Long::intValue).orElse(0);
    }

    private static Optional<Alert> alert(DocumentNode at, AlertFields fields, ErrorCollector errors) {
        DocumentNode said = at.required("status", errors);
        Optional<String> word = said.asString(errors);
        Optional<Status> status = word.flatMap(text -> List.of(Status.values()).stream()
                .filter(known -> known.key().equals(text))
                .findFirst());
        if (word.isPresent() && status.isEmpty()) {
            errors.add(said, "must be firing or resolved");
        }
        var labels = fields.texts(at, "labels", true);
        var annotations = fields.texts(at, "annotations", false);
        at.required("startsAt", errors);
        Optional<Instant> startsAt = fields.time(at, "startsAt");
        Optional<Instant> endsAt = fields.time(at, "endsAt");
        Optional<String> generator = at.optionalName("generatorURL", errors);
        String fingerprint = at.optionalName("fingerprint", errors).orElseGet(() -> LabelFingerprint.of(labels));
        return status.flatMap(known ->
                startsAt.map(start -> new Alert(fingerprint, start, known, endsAt, labels, annotations, generator)));
    }
}
