package io.belastbar.load.http;

import io.belastbar.load.address.DotSegments;
import io.belastbar.load.result.ErrorClass;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/** Where a redirect leads (RFC 9110, 15.4). */
final class Redirects {

    /** What a Location may hold besides letters and digits (RFC 3986, 2.2 and 2.3); servers write others as they are. */
    private static final String ALLOWED = "-._~:/?#[]@!$&'()*+,;=%";

    private Redirects() {}

    static boolean redirects(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** 303 asks for a GET; after 301 and 302 clients have always changed a POST into one. */
    static boolean becomesGet(int status, String method) {
        return status == 303 && !method.equals("HEAD") || (status == 301 || status == 302) && method.equals("POST");
    }

    /**
     * The path and query to ask for next.
     *
     * @param path that was asked for
     * @throws AnswerRefused if it leads out of the target: to another scheme, host or port, or above the target's base path
     */
    static String next(HttpTarget target, String path, int status, String location) throws AnswerRefused {
        URI next;
        try {
            next = new URI(target.origin() + path).resolve(encoded(location)).normalize();
        } catch (URISyntaxException | IllegalArgumentException noAddress) {
            throw new AnswerRefused(
                    ErrorClass.PROTOCOL_ERROR, status, "Location should be an address: was '" + location + "'");
        }
        String rawPath = next.getRawPath() == null || next.getRawPath().isEmpty() ? "/" : next.getRawPath();
        if (!target.sameOrigin(next) || !target.holds(rawPath) || DotSegments.climb(rawPath)) {
            throw new AnswerRefused(
                    ErrorClass.UNEXPECTED_STATUS,
                    status,
                    "leads to " + location + ", which is not within " + target.origin() + target.basePath());
        }
        return next.getRawQuery() == null ? rawPath : rawPath + "?" + next.getRawQuery();
    }

    private static String encoded(String location) {
        StringBuilder text = new StringBuilder(location.length());
        for (byte octet : location.strip().getBytes(StandardCharsets.ISO_8859_1)) {
            char letter = (char) (octet & 0xff);
            boolean plain = letter < 128 && (Character.isLetterOrDigit(letter) || ALLOWED.indexOf(letter) >= 0);
            text.append(plain ? String.valueOf(letter) : String.format("%%%02X", (int) letter));
        }
        return text.toString();
    }
}
