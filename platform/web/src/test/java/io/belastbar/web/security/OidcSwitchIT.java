package io.belastbar.web.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.web.OidcAndStrictLimit;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** OIDC on, with a public key in place of a server: API tokens and access tokens side by side. */
@QuarkusTest
@TestProfile(OidcAndStrictLimit.class)
class OidcSwitchIT {

    @ConfigProperty(name = "probe.private-key")
    String privateKey;

    @Test
    void anAccessTokenNamesItsCallerAndRoles() throws GeneralSecurityException {
        me(token(ours(), "operator"))
                .statusCode(200)
                .body("name", equalTo("ada"), "roles", hasItems("operator", "viewer"));
    }

    @Test
    void anAccessTokenWithoutARoleIs403() throws GeneralSecurityException {
        me(token(ours(), "somebody")).statusCode(403).contentType("application/problem+json");
    }

    @Test
    void aTokenSignedBySomebodyElseIs401() {
        me(token(OidcAndStrictLimit.newKeyPair().getPrivate(), "operator"))
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer"));
    }

    @Test
    void anApiTokenIsStillAccepted() {
        me("viewer-token").statusCode(200).body("name", equalTo("viewer"));
    }

    @Test
    void anUnknownApiTokenIs401() {
        me("unknown").statusCode(401).contentType("application/problem+json");
    }

    private static io.restassured.response.ValidatableResponse me(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/probe/me")
                .then();
    }

    private static String token(PrivateKey key, String role) {
        return Jwt.claims().upn("ada").groups(Set.of(role)).expiresIn(60).sign(key);
    }

    private PrivateKey ours() throws GeneralSecurityException {
        byte[] encoded = Base64.getDecoder().decode(privateKey);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
