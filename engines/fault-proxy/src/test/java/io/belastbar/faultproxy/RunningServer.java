package io.belastbar.faultproxy;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.belastbar.faultproxy.http.ApiServer;
import io.belastbar.faultproxy.proxies.Proxies;
import io.belastbar.faultproxy.proxies.StateFile;
import io.belastbar.faultproxy.proxies.Surroundings;
import io.belastbar.faultproxy.spec.Bounds;
import io.belastbar.faultproxy.wire.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** The whole server within a test: real sockets, a port of its own. */
final class RunningServer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final List<String> log = new CopyOnWriteArrayList<>();
    final List<Throwable> unforeseen = new CopyOnWriteArrayList<>();
    private final Loop loop = new Loop(unforeseen::add);
    private final Proxies proxies;
    private final ApiServer api;

    RunningServer() {
        this(new Bounds(20, 8, 500, 64 << 20, 2), null, null);
    }

    RunningServer(Bounds bounds, Path state, String token) {
        try {
            StateFile file = state == null ? null : new StateFile(state);
            proxies = new Proxies(
                    loop,
                    new Surroundings(new Random(7), Clock.systemUTC(), bounds, false, log::add, unforeseen::add),
                    file);
            proxies.restore(file == null ? List.of() : file.read());
            api = new ApiServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), proxies, token, log::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Proxies proxies() {
        return proxies;
    }

    ToxiproxyClient client() {
        return new ToxiproxyClient("127.0.0.1", api.address().getPort());
    }

    HttpResponse<String> send(String method, String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + api.address().getPort() + path);
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        api.close();
        proxies.close();
        loop.close();
    }
}
