package io.belastbar.load.address;

import java.nio.charset.StandardCharsets;

/**
 * Whether a path climbs: has a segment {@code ..}, which servers and proxies resolve (RFC 3986, 5.2.4) and by which a request
 * would leave the address that was registered.
 *
 * <p>Read as the most lenient of them would: percent-encoded, also more than once; with {@code \} for a slash; with
 * parameters behind the dots, as in {@code ..;x=1}. A single dot leads nowhere and is no matter.
 */
public final class DotSegments {

    private DotSegments() {}

    /** {@code path} may have a query, which is not looked at. */
    public static boolean climb(String path) {
        byte[] text = path.getBytes(StandardCharsets.ISO_8859_1);
        return climb(text, 0, text.length);
    }

    /** The path begins at {@code from} and ends at a question mark, at a space, or at {@code to}. */
    public static boolean climb(byte[] text, int from, int to) {
        int dots = 0;
        boolean others = false;
        boolean parameters = false;
        int at = from;
        while (at < to && text[at] != '?' && text[at] != ' ') {
            int letter = text[at++];
            while (letter == '%' && at + 1 < to && octet(text, at) >= 0) {
                letter = octet(text, at);
                at += 2;
            }
            if (letter == '/' || letter == '\\') {
                if (dots == 2 && !others) {
                    return true;
                }
                dots = 0;
                others = false;
                parameters = false;
            } else if (letter == ';') {
                parameters = true;
            } else if (letter == '.' && !parameters) {
                dots++;
            } else {
                others |= !parameters;
            }
        }
        return dots == 2 && !others;
    }

    private static int octet(byte[] text, int at) {
        int high = Character.digit(text[at], 16);
        int low = Character.digit(text[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
