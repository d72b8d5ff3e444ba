package io.belastbar.budget.escalation.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;

/** A notice as plain JSON, for programs: every fact by its name, and the text that people would read. */
public final class JsonMessage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonMessage() {}

    /** The body of a request. */
    public static String of(Notice notice, Wording wording) {
        var cause = notice.cause();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("kind", notice.kind().name());
        facts.put("escalationId", notice.escalationId().toString());
        facts.put("system", notice.system());
        facts.put("rule", notice.rule());
        facts.put("toRole", notice.toRole());
        facts.put("number", cause.number());
        facts.put("fingerprint", cause.fingerprint());
        facts.put("severity", cause.severity());
        facts.put("component", cause.component());
        facts.put("title", cause.title());
        facts.put("reason", notice.reason().in(wording.language()));
        facts.put("repeat", notice.repeat());
        facts.put("escalatedAt", notice.escalatedAt().toString());
        facts.put("closedAt", text(notice.closedAt()));
        facts.put("link", wording.link(notice));
        facts.put("text", wording.headline(notice));
        try {
            return JSON.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}
