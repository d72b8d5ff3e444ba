package io.belastbar.chaos.expectation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * An application over real HTTP: it logs its users in, knows who asks, and answers what it is told to answer. A login
 * gives the token {@code token-of-NAME}.
 */
public final class AskedApplication implements QuarkusTestResourceLifecycleManager {

    /** @param headers name and value, alternately */
    public record Told(int status, String body, String... headers) {}

    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("application", e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "belastbar.targets.asked-api.url", url,
                "belastbar.targets.asked-api.environment", "local",
                "belastbar.targets.foreign-api.url", url,
                "belastbar.targets.foreign-api.environment", "local",
                "belastbar.credentials.broker-1.username", "makler1@smartcloud.de",
                "belastbar.credentials.broker-1.password", "for-tests",
                "belastbar.credentials.broker-2.username", "makler2@smartcloud.de",
                "belastbar.credentials.broker-2.password", "for-tests");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(AskedApplication.class));
    }

    /** What a call gets from now on: {@code GET /path}, with {@code " as NAME"} behind it for one user only. */
    public void tell(String call, Told answer) {
        told.put(call, answer);
    }

    public List<String> heard() {
        return heard;
    }

    public void forget() {
        told.clear();
        heard.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            heard.add(call);
            Told answer = call.equals("POST /auth/login") && !told.containsKey(call)
                    ? login(body)
                    : told.getOrDefault(call + " as " + who(exchange), told.getOrDefault(call, new Told(404, "")));
            for (int i = 0; i + 1 < answer.headers().length; i += 2) {
                exchange.getResponseHeaders().add(answer.headers()[i], answer.headers()[i + 1]);
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String who(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null ? "nobody" : header.replace("Bearer token-of-", "");
    }

    private static Told login(String body) {
        return body.contains("\"for-tests\"")
                ? new Told(
                        200,
                        "{\"access_token\":\"token-of-" + body.replaceAll(".*\"email\":\"([^\"]+)\".*", "$1") + "\"}")
                : new Told(401, "");
    }
}
