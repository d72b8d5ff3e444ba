package io.belastbar.web.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.outbound.OutboundClient;
import io.belastbar.web.outbound.RoughServer;
import io.belastbar.web.problem.TargetNotAllowed;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetClientTest {

    @Test
    void callsARegisteredTargetWithTheCredentialsOfAName() throws Exception {
        try (var server = RoughServer.answering(200, "", "yes")) {
            var client = client(URI.create(server.uri() + "/prometheus/"));

            var answer = client.send("it", "reader", HttpCall.get("/api"));
            client.send("it", null, HttpCall.get("/api"));

            assertThat(answer.text()).isEqualTo("yes");
            // RFC 7617, section 2: "Aladdin" and "open sesame".
            assertThat(server.received().get(0))
                    .startsWith("GET /prometheus/api HTTP/1.1")
                    .contains("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
            assertThat(server.received().get(1)).doesNotContain("Authorization");
        }
    }

    @Test
    void callsNothingThatNobodyRegistered() throws Exception {
        try (var server = RoughServer.answering(200, "", "yes")) {
            var client = client(server.uri());

            assertThatThrownBy(() -> client.send("other", null, HttpCall.get("/")))
                    .isInstanceOf(TargetNotAllowed.class)
                    .hasMessage("target \"other\" is not registered (belastbar.targets)");
            assertThatThrownBy(() -> client.send("it", "nobody", HttpCall.get("/")))
                    .isInstanceOf(TargetNotAllowed.class);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void aRedirectLeadsNowhere() throws Exception {
        try (var elsewhere = RoughServer.answering(200, "", "secret");
                var server = RoughServer.answering(307, "Location: " + elsewhere.uri() + "\r\n", "")) {
            assertThat(client(server.uri())
                            .send("it", "reader", HttpCall.get("/"))
                            .status())
                    .isEqualTo(307);
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void aDatabaseIsNoWebAddress() {
        assertThatThrownBy(() -> client(URI.create("postgresql://db/shop")).send("it", null, HttpCall.get("/")))
                .isInstanceOf(TargetNotAllowed.class)
                .hasMessage("target \"it\" is no web address");
    }

    private static TargetClient client(URI url) {
        var target = new Target("it", url, Optional.of(Environment.TEST), ObservedRoles.ALL);
        return new TargetClient(
                new OutboundClient(Duration.ofSeconds(60)),
                new TargetRegistry(Map.of("it", target)),
                new CredentialStore(Map.of("reader", new Credentials("Aladdin", "open sesame"))));
    }
}
