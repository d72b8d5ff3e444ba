package io.belastbar.budget.escalation.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A notice as Alertmanager takes it ({@code postableAlerts} of its API v2). The labels are the same as long as the cause and
 * its severity are, so that a silence or a route holds for all of an alert's life; what changes is an annotation.
 */
public final class AlertmanagerAlerts {

    /** Below the address of an Alertmanager. */
    public static final String PATH = "/api/v2/alerts";

    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertmanagerAlerts() {}

    /**
     * The body of a request.
     *
     * @param endsAt in the future while it fires: when it is over if nothing more is heard; else when it was over
     */
    public static String of(Notice notice, Wording wording, Instant endsAt) {
        var alert = new LinkedHashMap<String, Object>();
        alert.put("labels", labels(notice));
        alert.put("annotations", annotations(notice, wording));
        // An end before the beginning is refused.
        var startsAt = notice.escalatedAt().isAfter(endsAt) ? endsAt : notice.escalatedAt();
        alert.put("startsAt", startsAt.toString());
        alert.put("endsAt", endsAt.toString());
        if (!wording.base().isEmpty()) {
            alert.put("generatorURL", wording.link(notice));
        }
        try {
            return JSON.writeValueAsString(List.of(alert));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    private static Map<String, String> labels(Notice notice) {
        var cause = notice.cause();
        var labels = new LinkedHashMap<String, String>();
        labels.put("alertname", notice.rule());
        labels.put("severity", cause.severity().toLowerCase(Locale.ROOT));
        labels.put("system", notice.system());
        labels.put("role", notice.toRole());
        labels.put("component", cause.component());
        labels.put("fingerprint", cause.fingerprint());
        labels.values().removeIf(String::isEmpty);
        return labels;
    }

    private static Map<String, String> annotations(Notice notice, Wording wording) {
        var annotations = new LinkedHashMap<String, String>();
        annotations.put("summary", wording.headline(notice));
        annotations.put("description", wording.body(notice));
        annotations.put("finding", notice.cause().number());
        annotations.put("escalation", notice.escalationId().toString());
        annotations.values().removeIf(String::isEmpty);
        return annotations;
    }
}
