package io.belastbar.faultproxy.http;

import com.sun.net.httpserver.HttpExchange;
import io.belastbar.faultproxy.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request, read whole.
 *
 * @param path its segments, each decoded by itself: a name may contain a slash
 */
record Request(String method, List<String> path, byte[] body) {
    private static final int BODY_MAX = 1 << 20;
    private static final int HEX = 16;

    static Request of(HttpExchange exchange) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(BODY_MAX + 1);
        }
        if (body.length > BODY_MAX) {
            throw Json.bad("has more than %d bytes".formatted(BODY_MAX));
        }
        return new Request(exchange.getRequestMethod(), segments(exchange.getRequestURI()), body);
    }

    static List<String> segments(URI uri) {
        var segments = new ArrayList<String>();
        for (String raw : uri.getRawPath().split("/")) {
            if (!raw.isEmpty()) {
                segments.add(decoded(raw));
            }
        }
        return segments;
    }

    /** Not {@link java.net.URLDecoder}: in a path a plus is a plus. */
    private static String decoded(String raw) {
        byte[] in = raw.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%' && i + 2 < in.length) {
                out.put((byte) Integer.parseInt(raw(in, i + 1), HEX));
                i += 2;
            } else {
                out.put(in[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new Refusal.Invalid("the path is no UTF-8: " + raw);
        }
    }

    private static String raw(byte[] in, int from) {
        return new String(in, from, 2, StandardCharsets.US_ASCII);
    }
}
