package io.belastbar.web.trace;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Traces go to a collector that is not there: nothing listens at its port until a test does. */
public class AwayProfile implements QuarkusTestProfile {

    /** A system property: whoever starts the application and the test have this class twice. */
    private static final String PORT = "belastbar.test.collector.port";

    static int port() {
        return Integer.getInteger(PORT);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.otel.sdk.disabled", "false",
                "quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:" + free(),
                "quarkus.otel.exporter.otlp.timeout", "1s",
                "quarkus.otel.bsp.schedule.delay", "20ms",
                "quarkus.log.console.json.enabled", "true");
    }

    private static int free() {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty(PORT, Integer.toString(door.getLocalPort()));
            return door.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
