package io.belastbar.web;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;

/**
 * The one other start of the application that this module's tests need: OIDC with a public key in place of a server, and
 * three requests for each caller. No test but the limit's sends a caller's fourth.
 */
public class OidcAndStrictLimit implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        KeyPair pair = newKeyPair();
        return Map.of(
                "belastbar.rate-limit.requests-per-second",
                "0.001",
                "belastbar.rate-limit.burst",
                "3",
                "quarkus.oidc.tenant-enabled",
                "true",
                "quarkus.oidc.public-key",
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                "probe.private-key",
                Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    }

    public static KeyPair newKeyPair() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }
}
