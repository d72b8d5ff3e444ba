package io.belastbar.faultproxy.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.faultproxy.refusal.Refusal;

/**
 * What a request is answered with.
 *
 * @param body {@code null} for none
 */
record Answer(int status, JsonNode body) {
    static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    static Answer created(JsonNode body) {
        return new Answer(201, body);
    }

    static Answer nothing() {
        return new Answer(204, null);
    }

    /** In the form of Toxiproxy's errors, as its clients read them. */
    static Answer error(int status, String message) {
        return new Answer(
                status, Json.MAPPER.createObjectNode().put("error", message).put("status", status));
    }

    static Answer of(Refusal refusal) {
        int status =
                switch (refusal) {
                    case Refusal.Invalid invalid -> 400;
                    case Refusal.NotFound missing -> 404;
                    case Refusal.Conflict conflict -> 409;
                };
        return error(status, refusal.getMessage());
    }
}
