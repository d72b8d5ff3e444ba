package io.belastbar.chaos.fault.driver;

import io.belastbar.embedded.FreePorts;
import io.belastbar.faultproxy.http.ApiServer;
import io.belastbar.faultproxy.proxies.Proxies;
import io.belastbar.faultproxy.proxies.StateFile;
import io.belastbar.faultproxy.proxies.Surroundings;
import io.belastbar.faultproxy.spec.Address;
import io.belastbar.faultproxy.spec.Bounds;
import io.belastbar.faultproxy.spec.ProxySpec;
import io.belastbar.faultproxy.wire.Loop;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A real fault proxy in front of real servers, at addresses that stay when it ends and is started again. */
public final class ProxiedEcho implements QuarkusTestResourceLifecycleManager {
    static final String FIRST = "echo";
    static final String SECOND = "echo-2";

    private EchoServer echo;
    private Path state;
    private List<Integer> ports;
    private Loop loop;
    private Proxies proxies;
    private ApiServer api;

    /** What a connection through a proxy meets. */
    enum Met {
        ANSWER,
        SILENCE,
        REFUSAL
    }

    @Override
    public Map<String, String> start() {
        try {
            echo = new EchoServer();
            state = Files.createTempDirectory("belastbar-proxied-").resolve("proxies.json");
            int first = FreePorts.block(3);
            ports = List.of(first, first + 1, first + 2);
            startProxy();
            proxies.create(spec(FIRST, ports.get(1)), 0);
            proxies.create(spec(SECOND, ports.get(2)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "belastbar.targets.broken-proxies.url",
                "http://127.0.0.1:" + ports.getFirst(),
                "belastbar.targets.broken-proxies.environment",
                "local");
    }

    private ProxySpec spec(String name, int port) {
        return new ProxySpec(name, new Address("127.0.0.1", port), new Address("127.0.0.1", echo.port()), true, null);
    }

    /** As its process does: with its proxies, without toxics. */
    void startProxy() {
        try {
            var file = new StateFile(state);
            loop = new Loop(Throwable::printStackTrace);
            proxies = new Proxies(
                    loop,
                    new Surroundings(
                            new Random(7),
                            Clock.systemUTC(),
                            Bounds.standard(),
                            false,
                            line -> {},
                            Throwable::printStackTrace),
                    file);
            proxies.restore(file.read());
            api = new ApiServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getFirst()),
                    proxies,
                    null,
                    line -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void endProxy() {
        api.close();
        proxies.close();
        loop.close();
    }

    public String api() {
        return "http://127.0.0.1:" + ports.getFirst();
    }

    void reset() {
        proxies.reset();
    }

    /** As the proxy itself lists them. */
    int toxics() {
        return proxies.toxics(FIRST).size() + proxies.toxics(SECOND).size();
    }

    /** @param patience after which it counts as silence */
    Met meet(String proxy, Duration patience) {
        int patienceMs = (int) patience.toMillis();
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(proxy.equals(FIRST) ? 1 : 2)),
                    patienceMs);
            socket.setSoTimeout(patienceMs);
            socket.getOutputStream().write("hällo".getBytes(StandardCharsets.UTF_8));
            return socket.getInputStream().read() < 0 ? Met.REFUSAL : Met.ANSWER;
        } catch (SocketTimeoutException silent) {
            return Met.SILENCE;
        } catch (IOException refused) {
            return Met.REFUSAL;
        }
    }

    @Override
    public void stop() {
        if (api != null) {
            endProxy();
        }
        try {
            echo.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(ProxiedEcho.class));
    }
}
