package io.belastbar.resilience.record;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed head: {@code {"head":{…},"publicKey":"…","signature":"…"}}. What is signed is the text {@code belastbar record
 * head 1}, a line's end, and the head's bytes, so that a signature made for anything else is none here.
 *
 * @param bytes the head, exactly as it stands in the file
 * @param publicKey X.509 SubjectPublicKeyInfo (RFC 8410) in hexadecimal digits, small letters
 * @param signature Ed25519 (RFC 8032), the same way
 */
public record HeadLine(RecordHead head, String bytes, String publicKey, String signature) implements RecordLine {
    private static final String CONTEXT = "belastbar record head 1\n";
    private static final String BEFORE = "{\"head\":";
    private static final Pattern TAIL =
            Pattern.compile(",\"publicKey\":\"([0-9a-f]{88})\",\"signature\":\"([0-9a-f]{128})\"}");
    private static final int TAIL_LENGTH = 247;

    static byte[] signed(String head) {
        return (CONTEXT + head).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String text() {
        return BEFORE + bytes + ",\"publicKey\":\"" + publicKey + "\",\"signature\":\"" + signature + "\"}";
    }

    /** Whether the line carries the key that the signed part names, and that key has signed it. */
    public boolean isSigned() {
        try {
            PublicRecordKey key = PublicRecordKey.of(HexFormat.of().parseHex(publicKey));
            return key.fingerprint().equals(head.key())
                    && key.hasSigned(signed(bytes), HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException noKey) {
            return false;
        }
    }

    static Optional<HeadLine> parse(byte[] line) {
        return RecordLine.between(line, BEFORE, TAIL_LENGTH).flatMap(bytes -> {
            Matcher tail = TAIL.matcher(RecordLine.tail(line, TAIL_LENGTH));
            String text = new String(bytes, StandardCharsets.UTF_8);
            return tail.matches() && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
                    ? RecordHead.parse(bytes).map(head -> new HeadLine(head, text, tail.group(1), tail.group(2)))
                    : Optional.empty();
        });
    }
}
