package io.belastbar.chaos.gameday.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Runbook;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one receiver of an alarm is sent, as it is kept until it has arrived.
 *
 * @param target a registered one
 * @param credentials a name; null: none are asked for
 */
record AlarmMessage(String target, String credentials, String path, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An Alertmanager forgets an alert that it does not hear of again, at this time at the latest. */
    static final Duration FIRES_FOR = Duration.ofDays(1);

    /**
     * To everybody whom the runbook tells of its game day, each once, and to the Alertmanagers of the service.
     *
     * @param alertmanagers registered targets; their credentials have the same name
     * @param named whether there are credentials of this name
     */
    static List<AlarmMessage> of(
            Alarm alarm, Runbook runbook, List<String> alertmanagers, java.util.function.Predicate<String> named) {
        Stream<AlarmMessage> channels = runbook.everyStep()
                .map(step -> step.deed())
                .filter(Deed.Call.class::isInstance)
                .map(Deed.Call.class::cast)
                .filter(call -> call.purpose() == Deed.Purpose.NOTIFY || call.purpose() == Deed.Purpose.CHANNEL)
                .map(call ->
                        new AlarmMessage(call.target(), call.credentials().orElse(null), call.path(), told(alarm)));
        Stream<AlarmMessage> monitors = alertmanagers.stream()
                .map(target -> new AlarmMessage(
                        target, Optional.of(target).filter(named).orElse(null), "/api/v2/alerts", posted(alarm)));
        return Stream.concat(channels, monitors).distinct().toList();
    }

    /** In the form of a channel's other messages, with a word that tells it from them. */
    private static String told(Alarm alarm) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("alarm", Alarm.RULE);
        message.put("gameDayId", alarm.gameDay().toString());
        message.put("runbook", alarm.runbook());
        message.put("step", "steady-state");
        message.put("system", alarm.system());
        message.put("text", alarm.text().english() + "\n" + alarm.text().german());
        return json(message);
    }

    /** As an Alertmanager takes it ({@code postableAlerts} of its API v2). */
    private static String posted(Alarm alarm) {
        Map<String, Object> alert = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", Alarm.RULE);
        labels.put("severity", alarm.critical() ? "critical" : "high");
        labels.put("system", alarm.system());
        labels.put("component", alarm.criticalFunction());
        labels.put("runbook", alarm.runbook());
        alert.put("labels", labels);
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", alarm.text().english());
        annotations.put("description", alarm.text().german());
        annotations.put("gameDayId", alarm.gameDay().toString());
        alert.put("annotations", annotations);
        alert.put("startsAt", alarm.at().toString());
        alert.put("endsAt", alarm.at().plus(FIRES_FOR).toString());
        return json(List.of(alert));
    }

    private static String json(Object content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are always JSON", impossible);
        }
    }
}
