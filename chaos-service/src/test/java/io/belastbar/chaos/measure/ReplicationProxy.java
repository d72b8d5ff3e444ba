package io.belastbar.chaos.measure;

import io.belastbar.embedded.FreePorts;
import io.belastbar.faultproxy.http.ApiServer;
import io.belastbar.faultproxy.proxies.Proxies;
import io.belastbar.faultproxy.proxies.StateFile;
import io.belastbar.faultproxy.proxies.Surroundings;
import io.belastbar.faultproxy.spec.Address;
import io.belastbar.faultproxy.spec.Bounds;
import io.belastbar.faultproxy.spec.ProxySpec;
import io.belastbar.faultproxy.wire.Loop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/** The fault proxy between a primary and its standby, told by its API as a game day tells it. */
final class ReplicationProxy implements AutoCloseable {
    private final List<Integer> ports = FreePorts.find(2);
    private final Loop loop;
    private final Proxies proxies;
    private final ApiServer api;

    ReplicationProxy(Path folder, int primary) throws IOException {
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
                new StateFile(folder.resolve("proxies.json")));
        proxies.create(
                new ProxySpec(
                        "replication",
                        new Address("127.0.0.1", address()),
                        new Address("127.0.0.1", primary),
                        true,
                        null),
                0);
        api = new ApiServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getFirst()), proxies, null, line -> {});
    }

    int address() {
        return ports.getLast();
    }

    /** What is sent is held back: latency would deliver it after the kill. */
    void silence() throws IOException, InterruptedException {
        for (String stream : List.of("downstream", "upstream")) {
            String toxic = "{\"type\":\"timeout\",\"stream\":\"%s\",\"attributes\":{\"timeout\":0}}".formatted(stream);
            try (HttpClient http = HttpClient.newHttpClient()) {
                var answer = http.send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + ports.getFirst() + "/proxies/replication/toxics"))
                                .POST(HttpRequest.BodyPublishers.ofString(toxic))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IOException(answer.statusCode() + " " + answer.body());
                }
            }
        }
    }

    @Override
    public void close() {
        api.close();
        proxies.close();
        loop.close();
    }
}
