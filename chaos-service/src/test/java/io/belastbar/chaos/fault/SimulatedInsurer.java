package io.belastbar.chaos.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An insurer's control address over real HTTP, which keeps the rules of tokens, remembers what it was told, and can be
 * broken, or hold what it was sent: then it applies that only when it is let go, long after the caller has given up.
 */
public final class SimulatedInsurer implements QuarkusTestResourceLifecycleManager {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<String> takenBack = ConcurrentHashMap.newKeySet();
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final AtomicReference<String> inForce = new AtomicReference<>();
    private final AtomicReference<String> inForceAtTheOther = new AtomicReference<>();
    private final AtomicInteger applied = new AtomicInteger();
    private volatile boolean broken;
    private volatile boolean sick;
    private final AtomicInteger deaf = new AtomicInteger();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("insurer", e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> settings = new HashMap<>();
        settings.put("belastbar.targets.smartbav-insurer.url", url);
        settings.put("belastbar.targets.smartbav-insurer.environment", "local");
        settings.put("belastbar.targets.other-insurer.url", url + "/other");
        settings.put("belastbar.targets.other-insurer.environment", "local");
        settings.put("belastbar.credentials.smartbav-insurer.token", "door");
        settings.put("belastbar.url.profiling", url);
        settings.put("belastbar.targets.prod-insurer.url", url);
        settings.put("belastbar.targets.prod-insurer.environment", "Production");
        settings.put("belastbar.targets.unnamed-insurer.url", url);
        settings.put("belastbar.targets.strange-insurer.url", "mailto:insurer@example.org");
        settings.put("belastbar.targets.strange-insurer.environment", "local");
        // Another operator, and what may be broken in production, at any time.
        settings.put("belastbar.security.tokens.colleague.sha256", sha256("colleague-token"));
        settings.put("belastbar.security.tokens.colleague.roles", "operator");
        settings.put("belastbar.chaos.production.kinds", "insurer-errors");
        settings.put("belastbar.chaos.production.window", "MON-SUN 00:00-00:00");
        settings.put("belastbar.targets.own-db.url", "${quarkus.datasource.jdbc.url}");
        settings.put("belastbar.targets.own-db.environment", "local");
        return settings;
    }

    private static String sha256(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(SimulatedInsurer.class));
    }

    public List<String> heard() {
        return heard;
    }

    public void broken(boolean nowBroken) {
        broken = nowBroken;
    }

    /** Whether it is not well although nothing is set, as what was broken and does not recover by itself. */
    public void sick(boolean nowSick) {
        sick = nowSick;
    }

    /** The next so many messages at {@code /hooks} are answered with 503. */
    public void deaf(int messages) {
        deaf.set(messages);
    }

    /** Whose setting is in force; null while it is well. */
    public String inForce() {
        return inForce.get();
    }

    /** The same of a second insurer, below {@code /other}. */
    public String inForceAtTheOther() {
        return inForceAtTheOther.get();
    }

    /** How many calls have taken their effect, or were refused as late. */
    int applied() {
        return applied.get();
    }

    /** What it answers to a call of this method and path, in the place of other services that are asked by HTTP. */
    public void tell(String call, String answer) {
        told.put(call, answer);
    }

    /** From now on calls of this method and path hang. */
    public void hold(String call) {
        held.put(call, new CountDownLatch(1));
    }

    /** What hung takes its effect now. */
    public void letGo(String call) {
        CountDownLatch latch = held.remove(call);
        if (latch != null) {
            latch.countDown();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            heard.add(call + " " + body);
            CountDownLatch latch = held.get(call);
            if (latch != null) {
                latch.await();
            }
            String other = told.get(call);
            if (other != null) {
                byte[] shown = other.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, shown.length);
                exchange.getResponseBody().write(shown);
                return;
            }
            int status = broken ? 500 : apply(call, body.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1"));
            applied.incrementAndGet();
            String set = (call.contains(" /other/") ? inForceAtTheOther : inForce).get();
            byte[] shown = "{\"token\":%s,\"well\":%b}"
                    .formatted(set == null ? "null" : '"' + set + '"', set == null && !sick)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, shown.length);
            exchange.getResponseBody().write(shown);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int apply(String call, String token) {
        if (call.startsWith("GET")) {
            return 200;
        }
        if (call.startsWith("POST /hooks")) {
            return deaf.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 503 : 200;
        }
        AtomicReference<String> setting = call.contains(" /other/") ? inForceAtTheOther : inForce;
        if (call.endsWith("/control/reset")) {
            takenBack.add(token);
            setting.updateAndGet(current -> token.equals(current) ? null : current);
            return 200;
        }
        if (takenBack.contains(token)) {
            return 409;
        }
        setting.set(token);
        return 200;
    }
}
