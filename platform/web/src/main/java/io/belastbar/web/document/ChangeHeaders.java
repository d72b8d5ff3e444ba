package io.belastbar.web.document;

import io.belastbar.document.ControlCharacters;
import io.belastbar.document.InvalidInput;
import jakarta.ws.rs.HeaderParam;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What the headers of a change say about it. */
public class ChangeHeaders {

    public static final String REASON = "X-Change-Reason";
    public static final String FILE_NAME = "X-File-Name";

    private static final int LENGTH_MAX = 255;
    // RFC 8187, 3.2: how a header says more than ASCII.
    private static final String EXTENDED = "UTF-8''";

    @HeaderParam("If-Match")
    String ifMatch;

    @HeaderParam(REASON)
    String reason;

    @HeaderParam(FILE_NAME)
    String fileName;

    /** Why; null if the sender did not say. */
    String reason() {
        return text(REASON, reason);
    }

    /** Null if the sender did not name a file. */
    String fileName() {
        return text(FILE_NAME, fileName);
    }

    private static String text(String header, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        var text = decoded(header, value);
        if (text.length() > LENGTH_MAX) {
            throw InvalidInput.of(
                    header, "must have at most " + LENGTH_MAX + " characters", text.length() + " characters");
        }
        ControlCharacters.inName(text).ifPresent(rule -> {
            throw InvalidInput.of(header, rule, text);
        });
        return text;
    }

    private static String decoded(String header, String value) {
        if (!value.regionMatches(true, 0, EXTENDED, 0, EXTENDED.length())) {
            return utf8(value);
        }
        try {
            // Byte by byte first: URLDecoder would put U+FFFD for what is no UTF-8.
            var bytes = URLDecoder.decode(
                            value.substring(EXTENDED.length()).replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                    .getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            throw InvalidInput.of(header, "must be percent-encoded UTF-8 after " + EXTENDED, value);
        }
    }

    /** Many clients send UTF-8 as it is, which arrives byte by byte. */
    private static String utf8(String bytes) {
        var text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.contains("\uFFFD") ? bytes : text;
    }
}
