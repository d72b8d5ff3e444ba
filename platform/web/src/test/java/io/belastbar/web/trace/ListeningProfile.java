package io.belastbar.web.trace;

import io.belastbar.web.outbound.RoughServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Traces go to a collector that takes them, keeps connections, and gets a batch every second, which is also how long an
 * export may take: a client that hangs up an idle connection after that time does so just as the next batch goes out.
 */
public class ListeningProfile implements QuarkusTestProfile {

    /** Whoever starts the application and the test have this class twice: what came is asked of the server that got it. */
    private static final String PORT = "belastbar.test.listening.port";

    static int port() {
        return Integer.getInteger(PORT);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        try (RoughServer free = RoughServer.saying("")) {
            System.setProperty(PORT, Integer.toString(free.uri().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "quarkus.otel.sdk.disabled", "false",
                "quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:" + port(),
                "quarkus.otel.exporter.otlp.headers", "Authorization=Bearer of-the-collector",
                "quarkus.otel.exporter.otlp.traces.timeout", "1s",
                "quarkus.otel.exporter.otlp.traces.compression", "gzip",
                "quarkus.otel.bsp.schedule.delay", "1s",
                "quarkus.log.console.json.enabled", "true");
    }
}
