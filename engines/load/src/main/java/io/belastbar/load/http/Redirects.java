package io.belastbar.load.http;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a redirect leads (RFC 9110, 15.4). */
final class Redirects {

    private Redirects() {}

    static boolean redirects(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** 303 asks for a GET; after 301 and 302 clients have always changed a POST into one. */
    static boolean becomesGet(int status, String method) {
        return status == 303 && !method.equals("HEAD") || (status == 301 || status == 302) && method.equals("POST");
    }

    /** The path and query to ask for next; null if it is not at this target, or no address. */
    static String next(HttpTarget target, String path, String location) {
        try {
            URI origin = new URI((target.tls() ? "https" : "http") + "://" + target.authority());
            URI next = origin.resolve(path).resolve(location.replace(" ", "%20"));
            if (!target.sameOrigin(next)) {
                return null;
            }
            String rawPath = next.getRawPath() == null || next.getRawPath().isEmpty() ? "/" : next.getRawPath();
            return next.getRawQuery() == null ? rawPath : rawPath + "?" + next.getRawQuery();
        } catch (URISyntaxException | IllegalArgumentException noAddress) {
            return null;
        }
    }
}
