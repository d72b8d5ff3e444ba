package io.belastbar.examples.smartbav.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a body is the insurer's: {@code t=<seconds>,v1=<hex>}, HMAC-SHA256 (RFC 2104) of the time, a dot and the body.
 *
 * @param secret shared with the insurer
 * @param maxAge how far the signature's time may be from now, either way
 */
record WebhookSignature(String secret, Duration maxAge) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");

    boolean matches(String header, byte[] body, Instant now) {
        var form = FORM.matcher(header == null ? "" : header);
        if (!form.matches()) {
            return false;
        }
        long age = Math.abs(now.getEpochSecond() - Long.parseLong(form.group(1)));
        byte[] expected = code(form.group(1), body);
        return age <= maxAge.toSeconds()
                && MessageDigest.isEqual(expected, HexFormat.of().parseHex(form.group(2)));
    }

    private byte[] code(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
