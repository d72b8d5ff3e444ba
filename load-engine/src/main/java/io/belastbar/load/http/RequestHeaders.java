package io.belastbar.load.http;

import io.belastbar.load.scenario.RequestStep;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The headers of a step as the driver sends them; the driver alone says how long a request is and where it goes. */
final class RequestHeaders {

    private static final Set<String> DRIVERS_OWN = Set.of("content-length", "transfer-encoding");

    private RequestHeaders() {}

    /** By lower-case name. The step's own win over those that the driver adds. */
    static Map<String, Pieces> of(RequestStep step, HttpTarget target, boolean compression) {
        Map<String, Pieces> headers = new LinkedHashMap<>();
        headers.put("host", Pieces.of(target.authority()));
        if (compression) {
            headers.put("accept-encoding", Pieces.of("gzip, deflate"));
        }
        if (step.body() != null && step.jsonBody()) {
            headers.put("content-type", Pieces.of("application/json"));
        }
        step.headers().forEach((name, value) -> {
            String key = Escape.HEADER.literal(name).toLowerCase(Locale.ROOT);
            if (!DRIVERS_OWN.contains(key)) {
                headers.put(key, Pieces.of(value, Escape.HEADER));
            }
        });
        return headers;
    }

    /** Whether a request without content should say so (RFC 9110, 8.6). */
    static boolean announcesContent(RequestStep step) {
        return step.body() != null || Set.of("POST", "PUT", "PATCH").contains(step.method());
    }
}
