package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.engine.Driver.DriverHealth;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.transport.EventLoops;
import io.belastbar.load.transport.HostAddresses;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A target that does everything wrong, at random: every request ends once, and nothing is left behind. */
@Timeout(120)
class BadTargetTest {

    private static final int REQUESTS = 1_500;
    private static final int CONNECTIONS = 8;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio", "tls"})
    void everyRequestEndsOnceAndNoBufferIsLeftBehind(String kind) throws Exception {
        long before = buffersInUse();
        Map<ErrorClass, Integer> failures = new EnumMap<>(ErrorClass.class);
        int answered = 0;
        EventLoopGroup group = kind.equals("nio") ? new NioEventLoopGroup(1) : EventLoops.of(1);
        try (RawTarget target = target(kind);
                Lab lab = new Lab(
                        kind.equals("tls") ? target.secureUrl() : target.url(),
                        Lab.Plan.PLAIN
                                .connections(CONNECTIONS)
                                .bodyLimit(100_000)
                                .unverified()
                                .timeout(700),
                        group)) {
            lab.open();
            PreparedStep dropping = lab.prepare(Lab.get("/"));
            PreparedStep reading = lab.prepare(Lab.reading("/"));
            List<CompletableFuture<Lab.End>> ends = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                ends.add(lab.send(i % 3 == 0 ? reading : dropping, Map.of()));
                if (i % 20 == 0) {
                    Lab.await(ends.getLast());
                }
            }
            for (CompletableFuture<Lab.End> end : ends) {
                switch (Lab.await(end).exchange()) {
                    case Exchange.Failed failed -> failures.merge(failed.cause(), 1, Integer::sum);
                    default -> answered++;
                }
            }
            DriverHealth health = lab.health();
            assertThat(health.busy()).isZero();
            assertThat(health.waiting()).isZero();
            assertThat(health.open()).isLessThanOrEqualTo(CONNECTIONS);
        }

        assertThat(answered).isGreaterThan(REQUESTS / 10);
        assertThat(failures).containsKeys(ErrorClass.CONNECTION_CLOSED, ErrorClass.PROTOCOL_ERROR);
        assertThat(buffersInUse()).isEqualTo(before);
    }

    private RawTarget target(String kind) throws Exception {
        if (!kind.equals("tls")) {
            return RawTarget.answering(BadTargetTest::misbehave);
        }
        Path keys = Certificates.naming(folder, "ip:127.0.0.1");
        return RawTarget.over(
                Certificates.server(keys)
                        .getServerSocketFactory()
                        .createServerSocket(0, 100, InetAddress.getLoopbackAddress()),
                wire -> {
                    for (String request = wire.request(); request != null; request = wire.request()) {
                        misbehave(request, wire);
                    }
                });
    }

    private static void misbehave(String request, RawTarget.Wire wire) throws IOException {
        switch (ThreadLocalRandom.current().nextInt(40)) {
            case 0 -> throw new IOException("closed before a byte");
            case 1 -> {
                wire.say("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf");
                throw new IOException("closed in the middle");
            }
            case 2 -> wire.say("garbage\r\n");
            case 3 -> wire.answer(200, "x".repeat(200_000));
            case 4 -> wire.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}and more");
            case 5 -> {
                if (ThreadLocalRandom.current().nextInt(10) == 0) {
                    wire.waitForEnd();
                }
                wire.answer(204, "");
            }
            default -> wire.answer(200, "{\"id\":1}");
        }
    }

    /** Of threads that have ended, whose caches are empty. */
    private static long buffersInUse() {
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    @Test
    void anAddressThatRefusesIsFollowedByTheNextOfTheSameName() throws Exception {
        HostAddresses.Names two =
                host -> new InetAddress[] {InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")};
        try (RawTarget target = RawTarget.answering((request, wire) -> wire.answer(200, "x"));
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.names(two))) {
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
        }
    }
}
