package io.belastbar.stored;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.stored.Expected.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** What was asked of the doors, and what is to be expected of the same question later. */
final class Asked {
    static final String EVENTS = "text/event-stream";
    private static final String JSON = "application/json";

    private final Doors doors;
    private final List<Answer> answers = new ArrayList<>();

    Asked(Doors doors) {
        this.doors = doors;
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    void facts(String topic, String service, String path) throws Exception {
        answers.add(new Answer(topic, service, path, JSON, Facts.of(doors.json(service, path)), null, null));
    }

    void events(String topic, String service, String path) throws Exception {
        answers.add(new Answer(
                topic, service, path, EVENTS, Facts.of(events(doors.get(service, path, EVENTS))), null, null));
    }

    void text(String topic, String service, String path, String accept) throws Exception {
        answers.add(new Answer(
                topic, service, path, accept, null, Doors.sha256(success(doors.get(service, path, accept))), null));
    }

    /** Only what the page has now may be expected of it. */
    void page(String accept, String topic, String service, String path, List<String> facts) throws Exception {
        String page = success(doors.get(service, path, accept));
        var missing = facts.stream().filter(fact -> !page.contains(fact)).toList();
        if (!missing.isEmpty()) {
            throw new AssertionError(path + " lacks " + missing);
        }
        answers.add(new Answer(topic, service, path, accept, null, null, facts));
    }

    /** The data of the events that carry JSON, in their order. */
    static JsonNode events(HttpResponse<String> stream) throws IOException {
        var events = Doors.JSON.createArrayNode();
        for (String line : stream.body().lines().toList()) {
            if (line.startsWith("data:")) {
                events.add(Doors.JSON.readTree(line.substring("data:".length())));
            }
        }
        return events;
    }

    private static String success(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
