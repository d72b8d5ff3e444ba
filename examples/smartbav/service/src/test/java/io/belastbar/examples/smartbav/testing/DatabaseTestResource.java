package io.belastbar.examples.smartbav.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Puts the service's pool behind a {@link DatabaseRelay}: {@code PUT /network} with {@code forward}, {@code swallow} or
 * {@code cut}. By HTTP, because tests live in another class loader. Also makes
 * the time short for which a database that is away is not asked.
 */
public final class DatabaseTestResource implements QuarkusTestResourceLifecycleManager {
    private DatabaseRelay relay;
    private HttpServer door;

    @Override
    public Map<String, String> start() {
        URI database = URI.create(TestInfrastructure.settings().get("smartbav.database.url"));
        try {
            relay = new DatabaseRelay(database.getPort());
            door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException("relay of the database", failure);
        }
        door.createContext("/network", this::change);
        door.start();
        return Map.of(
                "quarkus.datasource.reactive.url",
                "postgresql://127.0.0.1:" + relay.port() + database.getPath(),
                "test.network",
                "http://127.0.0.1:" + door.getAddress().getPort() + "/network",
                "belastbar.breakers.smartbav-db.timeout",
                "10s",
                "belastbar.breakers.smartbav-db.open-delay",
                "2s",
                "smartbav.database.silence",
                "15s");
    }

    @Override
    public void stop() {
        door.stop(0);
        relay.close();
    }

    private void change(HttpExchange call) throws IOException {
        var wanted = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (wanted) {
            case "forward" -> relay.set(DatabaseRelay.Mode.FORWARD);
            case "swallow" -> relay.set(DatabaseRelay.Mode.SWALLOW);
            case "cut" -> relay.cut();
            default -> throw new IllegalStateException(wanted);
        }
        call.sendResponseHeaders(204, -1);
        call.close();
    }
}
