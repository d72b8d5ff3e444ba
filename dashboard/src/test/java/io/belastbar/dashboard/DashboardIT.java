package io.belastbar.dashboard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DashboardIT.TwoServices.class)
class DashboardIT {

    @Test
    void statusTellsReadyServicesFromThoseThatDoNotAnswer() {
        given().get("/api/v1/platform-status")
                .then()
                .statusCode(200)
                .body("ready", equalTo(false))
                .body("sentence", equalTo("1 of 2 services are not ready: capacity."))
                .body("services.find { it.name == 'budget' }.state", equalTo("UP"))
                .body("services.find { it.name == 'capacity' }.state", equalTo("UNREACHABLE"));
    }

    @Test
    void pageIsServedWithItsScriptAndAPolicyThatForbidsForeignOnes() {
        given().get("/")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .body(containsString("belastbar.js"));
        given().get("/belastbar.js").then().statusCode(200);
    }

    /** One service that is ready, and one whose port is closed. */
    public static class TwoServices implements QuarkusTestResourceLifecycleManager {
        private HttpServer budget;

        @Override
        public Map<String, String> start() {
            try {
                budget = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                budget.createContext("/q/health/ready", exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
                budget.start();
                int closedPort = closedPort();
                return Map.of(
                        // On a busy machine one that is ready may be slow.
                        "belastbar.dashboard.status-timeout", "60s",
                        "belastbar.url.budget",
                                "http://127.0.0.1:" + budget.getAddress().getPort(),
                        "belastbar.url.capacity", "http://127.0.0.1:" + closedPort);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int closedPort() throws IOException {
            try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return closed.getLocalPort();
            }
        }

        @Override
        public void stop() {
            budget.stop(0);
        }
    }
}
