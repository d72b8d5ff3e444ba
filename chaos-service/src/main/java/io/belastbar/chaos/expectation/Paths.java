package io.belastbar.chaos.expectation;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Which paths may be asked of a registered target: none leads out of it. */
public final class Paths {

    private static final Pattern CHARACTERS = Pattern.compile("/(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*");
    private static final Pattern UP = Pattern.compile("(?:^|[/\\\\])\\.\\.(?:[/\\\\;]|$)");

    /** Stands in a path for the key of an entity, which is put in encoded. */
    public static final String KEY = "{key}";

    private Paths() {}

    /** A text as a segment of a path: it cannot lead to another. */
    public static String encoded(String segment) {
        String encoded = URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.matches("\\.{1,2}") ? encoded.replace(".", "%2E") : encoded;
    }

    /** With one slash in front (two would name another server), encoded, and without a segment {@code ..}. */
    public static boolean stayBelow(String written) {
        String path = written.replace(KEY, "key");
        if (!CHARACTERS.matcher(path).matches() || path.startsWith("//")) {
            return false;
        }
        String asked = path.split("\\?", 2)[0];
        String once = URLDecoder.decode(asked.replace("+", "%2B"), StandardCharsets.UTF_8);
        return !UP.matcher(asked).find() && !UP.matcher(once).find();
    }
}
