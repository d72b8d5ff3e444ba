package io.belastbar.web.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.web.problem.TargetNotAllowed;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetRegistryTest {

    private static final Target API = new Target(
            "smartbav-api", URI.create("http://127.0.0.1:18710"), Optional.of(Environment.LOCAL), ObservedRoles.ALL);

    @Test
    void aRegisteredTargetIsFound() {
        assertThat(new TargetRegistry(Map.of("smartbav-api", API)).require("smartbav-api"))
                .isEqualTo(API);
    }

    @Test
    void whatNobodyRegisteredIsNotAllowed() {
        TargetRegistry registry = new TargetRegistry(Map.of("smartbav-api", API));

        assertThatThrownBy(() -> registry.require("http://example.com")).isInstanceOf(TargetNotAllowed.class);
        assertThatThrownBy(() -> registry.require(null)).isInstanceOf(TargetNotAllowed.class);
    }

    @Test
    void aPasswordDoesNotShowInText() {
        Credentials credentials = new Credentials("observer", "s3cret");

        assertThat(new CredentialStore(Map.of("smartbav-db", credentials)).require("smartbav-db"))
                .isEqualTo(credentials);
        assertThat(credentials.toString()).doesNotContain("s3cret");
    }
}
