package io.belastbar.budget.escalation.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** A notice as Slack's incoming webhooks take it: {@code text} for notifications, {@code blocks} for the channel. */
public final class SlackMessage {

    private static final int HEADER_LENGTH_MAX = 150;
    private static final int SECTION_LENGTH_MAX = 3_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private SlackMessage() {}

    /** The body of a request. */
    public static String of(Notice notice, Wording wording) {
        var headline = wording.headline(notice);
        var header = Map.of("type", "header", "text", plain(cut(headline, HEADER_LENGTH_MAX)));
        var section = Map.of(
                "type",
                "section",
                "text",
                Map.of("type", "mrkdwn", "text", cut(escaped(wording.body(notice)), SECTION_LENGTH_MAX)));
        try {
            return JSON.writeValueAsString(Map.of("text", escaped(headline), "blocks", List.of(header, section)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    private static Map<String, Object> plain(String text) {
        return Map.of("type", "plain_text", "text", text);
    }

    /** Names come from documents: without this, {@code <!channel>} would call everyone. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String cut(String text, int lengthMax) {
        return text.length() <= lengthMax ? text : text.substring(0, lengthMax - 1) + "…";
    }
}
