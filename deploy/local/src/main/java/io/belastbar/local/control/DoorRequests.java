package io.belastbar.local.control;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.belastbar.local.control.fault.FaultOrder;
import io.belastbar.local.control.fault.Refusal;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads requests: who asks, for what, with which document. Nothing of what is sent is believed. */
final class DoorRequests {
    static final int BYTES_MAX = 16 * 1024;

    private static final String SCHEME = "Bearer ";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] token;

    DoorRequests(String token) {
        this.token = sha256(token);
    }

    /** The digests have one length, and are compared in constant time. */
    void admit(HttpExchange exchange) throws Refusal {
        String said = exchange.getRequestHeaders().getFirst("Authorization");
        boolean known = said != null
                && said.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        token, sha256(said.substring(SCHEME.length()).strip()));
        if (!known) {
            throw Refusal.unauthorized();
        }
    }

    /** The parts of the path, decoded each by itself. */
    List<String> path(HttpExchange exchange) throws Refusal {
        try {
            return Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
                    .skip(1)
                    .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException notEncoded) {
            throw Refusal.malformed("the path is not encoded as a URL: " + notEncoded.getMessage());
        }
    }

    void allow(String method, String... allowed) throws Refusal {
        if (!List.of(allowed).contains(method)) {
            throw Refusal.method(String.join(", ", allowed));
        }
    }

    /** @throws Refusal when the parameter is missing */
    String query(HttpExchange exchange, String name) throws Refusal {
        String query = exchange.getRequestURI().getRawQuery();
        try {
            for (String pair : (query == null ? "" : query).split("&")) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
        } catch (IllegalArgumentException notEncoded) {
            throw Refusal.invalid(Map.of(name, "should be encoded as in a URL"));
        }
        throw Refusal.invalid(Map.of(name, "is missing in the query"));
    }

    JsonNode document(HttpExchange exchange) throws Refusal, IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BYTES_MAX + 1);
        if (body.length > BYTES_MAX) {
            throw Refusal.tooLarge(BYTES_MAX);
        }
        try {
            JsonNode document = JSON.readTree(body);
            if (!document.isObject()) {
                throw Refusal.malformed("the body should be a JSON object: was " + FaultOrder.shown(document));
            }
            return document;
        } catch (JsonProcessingException notJson) {
            throw Refusal.malformed("the body should be JSON: " + notJson.getOriginalMessage());
        }
    }

    /** None at all is an empty one. */
    JsonNode optionalDocument(HttpExchange exchange) throws Refusal, IOException {
        boolean none = "0".equals(exchange.getRequestHeaders().getFirst("Content-Length"))
                || !exchange.getRequestHeaders().containsKey("Content-Length")
                        && !exchange.getRequestHeaders().containsKey("Transfer-Encoding");
        return none ? JSON.createObjectNode() : document(exchange);
    }

    String token(JsonNode document) throws Refusal {
        JsonNode said = document.path("token");
        if (document.size() != 1 || !FaultOrder.TOKEN.matcher(said.asText()).matches()) {
            throw Refusal.invalid(Map.of(
                    "token", "should be the fault's, and alone: was " + FaultOrder.shown(document.get("token"))));
        }
        return said.asText();
    }

    boolean flag(JsonNode document, String name) throws Refusal {
        JsonNode said = document.path(name);
        if (document.size() > (said.isMissingNode() ? 0 : 1) || !said.isMissingNode() && !said.isBoolean()) {
            throw Refusal.invalid(
                    Map.of(name, "should be true or false, and alone: was " + FaultOrder.shown(document)));
        }
        return said.asBoolean();
    }

    long millis(JsonNode document, String name, long whenMissing, long most) throws Refusal {
        JsonNode said = document.path(name);
        if (said.isMissingNode()) {
            return whenMissing;
        }
        if (!said.isIntegralNumber() || !said.canConvertToLong() || said.asLong() < 1 || said.asLong() > most) {
            throw Refusal.invalid(Map.of(name, "should be 1 to " + most + " ms: was " + FaultOrder.shown(said)));
        }
        return said.asLong();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
