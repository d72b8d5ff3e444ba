package io.belastbar.examples.smartbav.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    /** By {@code printf '1764072000.{"id":"é"}' | openssl dgst -sha256 -hmac secret}. */
    private static final String SIGNED =
            "t=1764072000,v1=3127b8ce5cf247c2bb28d1a5772698b50f2aabf5d4306d93bc90de06c2a27a49";

    private static final byte[] BODY = "{\"id\":\"é\"}".getBytes(StandardCharsets.UTF_8);
    private static final Instant THEN = Instant.ofEpochSecond(1_764_072_000);

    private final WebhookSignature signature = new WebhookSignature("secret", Duration.ofMinutes(5));

    @Test
    void theSendersBodyIsKnown() {
        assertThat(signature.matches(SIGNED, BODY, THEN)).isTrue();
    }

    @Test
    void anyOtherByteTimeOrSecretIsNot() {
        byte[] other = BODY.clone();
        other[2]++;

        assertThat(signature.matches(SIGNED, other, THEN)).isFalse();
        assertThat(signature.matches(SIGNED.replace("072000", "072001"), BODY, THEN))
                .isFalse();
        assertThat(new WebhookSignature("Secret", Duration.ofMinutes(5)).matches(SIGNED, BODY, THEN))
                .isFalse();
    }

    @Test
    void anOldSignatureAndOneFromTheFutureAreRefused() {
        assertThat(signature.matches(SIGNED, BODY, THEN.plusSeconds(300))).isTrue();
        assertThat(signature.matches(SIGNED, BODY, THEN.plusSeconds(301))).isFalse();
        assertThat(signature.matches(SIGNED, BODY, THEN.minusSeconds(301))).isFalse();
    }

    @Test
    void whatHasNoSuchFormIsRefused() {
        for (String header :
                new String[] {null, "", "t=1,v1=", "v1=" + "0".repeat(64), SIGNED + ",", "t=" + "9".repeat(40)}) {
            assertThat(signature.matches(header, BODY, THEN)).as(header).isFalse();
        }
    }
}
