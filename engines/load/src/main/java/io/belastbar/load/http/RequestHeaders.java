package io.belastbar.load.http;

import io.belastbar.load.scenario.RequestStep;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The headers of a step as the driver sends them; the driver alone says how long a request is and where it goes. */
final class RequestHeaders {

    private static final Set<String> DRIVERS_OWN = Set.of("content-length", "transfer-encoding");

    /** The name as the step spells it; HTTP/2 has its own spelling. */
    record Header(String name, Pieces value) {}

    private RequestHeaders() {}

    /** By lower-case name. The step's own win over those that the driver adds. */
    static Map<String, Header> of(RequestStep step, HttpTarget target, boolean compression) {
        Map<String, Header> headers = new LinkedHashMap<>();
        headers.put("host", new Header("Host", Pieces.of(target.authority())));
        if (compression) {
            headers.put("accept-encoding", new Header("Accept-Encoding", Pieces.of("gzip, deflate")));
        }
        if (step.body() != null && step.jsonBody()) {
            headers.put("content-type", new Header("Content-Type", Pieces.of("application/json")));
        }
        step.headers().forEach((name, value) -> {
            String spelled = Escape.HEADER.literal(name);
            String key = spelled.toLowerCase(Locale.ROOT);
            if (!DRIVERS_OWN.contains(key)) {
                headers.put(key, new Header(spelled, Pieces.of(value, Escape.HEADER)));
            }
        });
        return headers;
    }

    /** Whether a request without content should say so (RFC 9110, 8.6). */
    static boolean announcesContent(RequestStep step) {
        return step.body() != null || Set.of("POST", "PUT", "PATCH").contains(step.method());
    }
}
