package io.belastbar.web.progress;

import static io.belastbar.web.progress.ProgressStream.PAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.web.problem.Unavailable;
import io.belastbar.web.progress.ProgressProbeResource.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(180)
class ProgressStreamIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    ProgressProbeResource probe;

    @Inject
    MeterRegistry metrics;

    private final UUID id = UUID.randomUUID();
    private final HttpClient client = HttpClient.newHttpClient();

    /** One reader and what it got, a line each. */
    private record Reading(Queue<String> lines, CompletableFuture<Void> end) {
        List<Long> ids() {
            return lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .map(line -> Long.parseLong(line.substring(3).strip()))
                    .toList();
        }

        List<String> names() {
            return lines.stream()
                    .filter(line -> line.startsWith("event:"))
                    .map(line -> line.substring(6).strip())
                    .toList();
        }

        void awaitEnd() throws Exception {
            end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void everyReaderLeavesItsPlace() {
        probe.onLook = page -> {};
        client.shutdownNow();

        await().atMost(PATIENCE).until(() -> readers() == 0);
    }

    @Test
    void whoComesAfterTenThousandEventsGetsThemAll() throws Exception {
        probe.stored.store(id, steps(1, 10_000, ""));
        probe.ends.put(id, "over");

        var reading = read(null);
        reading.awaitEnd();

        assertThat(reading.ids()).isEqualTo(ids(1, 10_001));
        assertThat(reading.names()).startsWith("odd", "even").endsWith("even", "finished");
        assertThat(reading.lines()).contains("data:\"over\"");
    }

    /** None, one page but one, one, one more, and some. */
    @ParameterizedTest
    @ValueSource(ints = {0, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 1})
    void theEndComesAfterTheLastEventHoweverManyFillAPage(int events) throws Exception {
        probe.stored.store(id, steps(1, events, ""));
        probe.ends.put(id, "over");

        var reading = read(null);
        reading.awaitEnd();

        assertThat(reading.ids()).isEqualTo(ids(1, events + 1));
        assertThat(reading.names()).endsWith("finished").containsOnlyOnce("finished");
    }

    /** The work ends while the reader has the first page and asks for the second. */
    @Test
    void whatEndsBetweenTwoPagesIsToldWhole() throws Exception {
        probe.stored.store(id, steps(1, PAGE, ""));
        probe.onLook = page -> {
            if (page == 2) {
                probe.stored.store(id, steps(PAGE + 1, PAGE + 7, ""));
                probe.ends.put(id, "over");
            }
        };

        var reading = read(null);
        reading.awaitEnd();

        assertThat(reading.ids()).isEqualTo(ids(1, PAGE + 8));
    }

    @Test
    void whoComesBackGetsTheRestAndAnUnknownIdMeansTheBeginning() throws Exception {
        probe.stored.store(id, steps(1, 1_200, ""));
        probe.ends.put(id, "over");

        var rest = read("1100");
        var all = read("' OR 1=1");
        rest.awaitEnd();
        all.awaitEnd();

        assertThat(rest.ids()).isEqualTo(ids(1_101, 1_201));
        assertThat(all.ids()).isEqualTo(ids(1, 1_201));
    }

    @Test
    void whatMemoryNoLongerHoldsComesFromPostgresAndTheRestFromMemory() throws Exception {
        var log = new ProgressLog<Step>(10);
        steps(1, 1_300, "").forEach(log::add);
        probe.stored.store(id, steps(1, 1_200, ""));
        log.storedUpTo(1_200);
        probe.logs.put(id, log);

        var reading = read(null);
        await().atMost(PATIENCE).until(() -> reading.ids().size() == 1_300);
        steps(1_301, 1_310, "").forEach(log::add);
        await().atMost(PATIENCE).until(() -> reading.ids().size() == 1_310);
        probe.stored.store(id, steps(1_201, 1_310, ""));
        probe.ends.put(id, "over");
        probe.logs.remove(id);
        reading.awaitEnd();

        assertThat(reading.ids()).isEqualTo(ids(1, 1_311));
    }

    @Test
    void whatAnotherReplicaWritesArrives() throws Exception {
        var reading = read(null);
        for (int round = 0; round < 3; round++) {
            int seen = 10 * round;
            probe.stored.store(id, steps(seen + 1, seen + 10, ""));
            await().atMost(PATIENCE).until(() -> reading.ids().size() == seen + 10);
        }
        // What comes twice is told once.
        probe.stored.store(id, steps(21, 31, ""));
        probe.ends.put(id, "over");
        reading.awaitEnd();

        assertThat(reading.ids()).isEqualTo(ids(1, 32));
    }

    @Test
    void whoFollowsLiveGoesOnWhilePostgresIsAway() throws Exception {
        var log = new ProgressLog<Step>();
        probe.logs.put(id, log);
        var reading = read(null);
        log.add(new Step(1, ""));
        await().atMost(PATIENCE).until(() -> reading.ids().size() == 1);

        TestInfrastructure.current().postgres().stop();
        try {
            log.add(new Step(2, ""));
            await().atMost(PATIENCE).until(() -> reading.ids().size() == 2);
        } finally {
            TestInfrastructure.current().postgres().start();
        }
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> probe.stored.store(id, log.unstored()));
        probe.ends.put(id, "over");
        probe.logs.remove(id);
        reading.awaitEnd();

        assertThat(reading.ids()).isEqualTo(ids(1, 3));
    }

    @Test
    void aQuietStreamSaysThatItIsAlive() throws Exception {
        probe.logs.put(id, new ProgressLog<>());

        var reading = read(null);

        await().atMost(PATIENCE).until(() -> reading.lines().stream().anyMatch(line -> line.startsWith(":")));
        assertThat(reading.ids()).isEmpty();
    }

    @Test
    void whoNeverReadsHoldsUpNobodyAndCostsAFewPages() throws Exception {
        probe.stored.store(id, steps(1, 10_000, "\u00e4".repeat(1_000)));
        probe.ends.put(id, "over");

        try (Socket deaf = new Socket("127.0.0.1", RestAssured.port)) {
            deaf.setReceiveBufferSize(4096);
            deaf.getOutputStream()
                    .write(("GET " + path() + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer viewer-token\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            await().atMost(PATIENCE).until(() -> pages() > 0);

            var reading = read(null);
            reading.awaitEnd();

            assertThat(reading.ids()).isEqualTo(ids(1, 10_001));
            // 21 pages of 1 MB for who reads, and what fits into the sockets' buffers for who does not.
            assertThat(pages()).isBetween(22, 36);
            assertThat(readers()).isEqualTo(1);
        }
    }

    @Test
    void tooManyReadersAreRefusedUntilOneLeaves() {
        probe.logs.put(id, new ProgressLog<>());
        var all = new ArrayList<AssertSubscriber<OutboundSseEvent>>();
        for (int reader = 0; reader < ProgressStream.READERS_MAX; reader++) {
            all.add(probe.stream.of(id, null, null).subscribe().withSubscriber(AssertSubscriber.create(0)));
        }

        assertThatThrownBy(() -> probe.stream.of(id, null, null)).isInstanceOf(Unavailable.class);
        all.removeLast().cancel();
        all.add(probe.stream.of(id, null, null).subscribe().withSubscriber(AssertSubscriber.create(0)));

        all.forEach(AssertSubscriber::cancel);
        assertThat(readers()).isZero();
    }

    private Reading read(String lastEventId) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path()))
                .header("Authorization", "Bearer viewer-token");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        var response = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines());
        var kept = new ConcurrentLinkedQueue<String>();
        return new Reading(kept, response.thenAcceptAsync(body -> body.body()
                .map(line -> line.substring(0, Math.min(line.length(), 80)))
                .forEach(kept::add)));
    }

    private String path() {
        return "/api/v1/probe/progress/" + id;
    }

    private int pages() {
        return probe.pages.getOrDefault(id, new AtomicInteger()).get();
    }

    private double readers() {
        return metrics.get("belastbar.progress.readers").gauge().value();
    }

    private static List<Step> steps(long from, long to, String text) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(id -> new Step(id, text))
                .toList();
    }

    private static List<Long> ids(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
