package io.belastbar.chaos.expectation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Which paths may be asked of a registered target: none leads out of it. */
public final class Paths {

    private static final Pattern CHARACTERS = Pattern.compile("/(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*");
    private static final Pattern UP = Pattern.compile("(?:^|[/\\\\])\\.\\.(?:[/\\\\;]|$)");

    private Paths() {}

    /** With one slash in front (two would name another server), encoded, and without a segment {@code ..}. */
    public static boolean stayBelow(String path) {
        if (!CHARACTERS.matcher(path).matches() || path.startsWith("//")) {
            return false;
        }
        String asked = path.split("\\?", 2)[0];
        String once = URLDecoder.decode(asked.replace("+", "%2B"), StandardCharsets.UTF_8);
        return !UP.matcher(asked).find() && !UP.matcher(once).find();
    }
}
