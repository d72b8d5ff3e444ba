package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.Template;
import io.belastbar.load.transport.HostAddresses;
import java.io.ByteArrayOutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The driver against real sockets, well-behaved and not. */
@Timeout(120)
class HttpDriverTest {
    /** Long enough for a busy machine to do what should be done before it is over. */
    private static final int WHILE_MILLIS = 1_500;

    @Test
    void anAnswerIsGivenWithItsStatusAndItsBytes() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    seen.add(request);
                    wire.answer(200, "hello");
                });
                Lab lab = new Lab(target.url())) {
            Lab.End end = lab.end(Lab.get("/a?b=1"));

            assertThat(end.status()).isEqualTo(200);
            assertThat(end.sent()).isTrue();
            assertThat(seen.peek()).startsWith("GET /a?b=1 HTTP/1.1\r\nHost: 127.0.0.1:");
            assertThat(end.bytesSent()).isEqualTo(seen.peek().length());
            assertThat(end.bytesReceived()).isEqualTo("HTTP/1.1 200 X\r\nContent-Length: 5\r\n\r\nhello".length());
        }
    }

    @Test
    void valuesAreEscapedForThePlaceWhereTheyLand() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        Map<String, Template> headers = Map.of("X-Id", Template.parse("<${v}>"));
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    seen.add(request);
                    wire.answer(201, "");
                });
                Lab lab = new Lab(target.url())) {
            PreparedStep step = lab.prepare(Lab.step("POST", "/e/${v}", headers, "{\"name\":\"${v}\"}", false));

            Lab.await(lab.send(step, Map.of("v", "ä \"1\"\r\nEvil: yes")));
            Lab.await(lab.send(step, Map.of("v", "plain")));

            assertThat(seen.poll())
                    .startsWith("POST /e/%C3%A4%20%221%22%0D%0AEvil%3A%20yes HTTP/1.1\r\n")
                    .contains("Content-Type: application/json\r\n")
                    .doesNotContain("\r\nEvil: yes\r\n")
                    .endsWith("\r\n\r\n{\"name\":\"ä \\\"1\\\"\\r\\nEvil: yes\"}");
            assertThat(seen.poll())
                    .startsWith("POST /e/plain HTTP/1.1\r\n")
                    .contains("X-Id: <plain>\r\n")
                    .endsWith("Content-Length: 16\r\n\r\n{\"name\":\"plain\"}");
        }
    }

    @Test
    void aConnectionIsKeptForTheNextRequest() throws Exception {
        try (RawTarget target = RawTarget.answering((request, wire) -> wire.answer(200, "x"));
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            for (int i = 0; i < 20; i++) {
                assertThat(lab.end(Lab.get("/" + i)).status()).isEqualTo(200);
            }

            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void theConnectionsOfThePlanAreOpenBeforeTheFirstRequest() throws Exception {
        try (RawTarget target = RawTarget.answering((request, wire) -> wire.answer(200, "x"));
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(70))) {
            lab.open();

            assertThat(lab.health().open()).isEqualTo(70);
            await().atMost(Lab.PATIENCE).until(() -> target.connections() == 70);
        }
    }

    @Test
    void moreRequestsThanConnectionsWaitInOrderAndNoFurtherConnectionIsMade() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch go = new CountDownLatch(1);
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    seen.add(request.split(" ")[1]);
                    go.await();
                    wire.answer(200, "x");
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            lab.open();
            List<CompletableFuture<Lab.End>> ends = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                ends.add(lab.send(Lab.get("/${n}"), Map.of("n", "" + i)));
            }

            assertThat(lab.health().waitingMax()).isEqualTo(9);
            go.countDown();
            ends.forEach(end -> assertThat(Lab.await(end).status()).isEqualTo(200));

            assertThat(seen).containsExactly("/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9");
            assertThat(target.connections()).isEqualTo(1);
            assertThat(lab.health().waiting()).isZero();
            assertThat(lab.health().busy()).isZero();
        }
    }

    @Test
    void aTargetThatNeverAnswersTimesOutEachRequestThoseInTheQueueToo() throws Exception {
        try (RawTarget target = RawTarget.serving(RawTarget.Wire::waitForEnd);
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1).timeout(WHILE_MILLIS))) {
            lab.open();

            CompletableFuture<Lab.End> first = lab.send(Lab.get("/"), Map.of());
            CompletableFuture<Lab.End> queued = lab.send(Lab.get("/"), Map.of());

            assertThat(Lab.await(first).failure().cause()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(Lab.await(first).sent()).isTrue();
            assertThat(Lab.await(first).tookMillis()).isGreaterThanOrEqualTo(WHILE_MILLIS);
            assertThat(Lab.await(queued).failure().cause()).isEqualTo(ErrorClass.TIMEOUT);
        }
    }

    @Test
    void aRequestThatAnExpirySendsDoesNotHoldTheOthersLonger() throws Exception {
        try (RawTarget target = RawTarget.serving(RawTarget.Wire::waitForEnd);
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.timeout(WHILE_MILLIS))) {
            lab.open();
            List<String> order = new CopyOnWriteArrayList<>();
            PreparedStep step = lab.prepare(Lab.get("/"));

            // On one thread, and the marker on its timers: half a time-out after the second is due.
            lab.onLoop(driver -> {
                lab.send(step, Map.of()).thenRun(() -> lab.send(step, Map.of()).thenRun(() -> order.add("third")));
                lab.send(step, Map.of()).thenRun(() -> order.add("second"));
                lab.after(WHILE_MILLIS * 3L / 2, () -> order.add("marker"));
            });

            await().atMost(Lab.PATIENCE).until(() -> order.size() == 3);
            assertThat(order).containsExactly("second", "marker", "third");
        }
    }

    @Test
    void anAnswerThatABusyThreadReadsAfterItsDeadlineIsATimeOutAndItsConnectionIsKept() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        // On the same connection the next request must be answered within the same time-out.
        int busyMillis = 5_000;
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    answer.await();
                    wire.answer(200, "x");
                    answered.countDown();
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1).timeout(busyMillis))) {
            lab.open();
            CompletableFuture<Lab.End> end = lab.send(Lab.get("/"), Map.of());

            lab.onLoop(driver -> {
                long now = System.nanoTime();
                answer.countDown();
                assertThat(Lab.arrives(answered)).isTrue();
                long left = TimeUnit.MILLISECONDS.toNanos(busyMillis);
                while (left > 0) {
                    LockSupport.parkNanos(left);
                    left = TimeUnit.MILLISECONDS.toNanos(busyMillis) - (System.nanoTime() - now);
                }
            });

            assertThat(Lab.await(end).failure().cause()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void theConnectionOfATimedOutRequestIsReplaced() throws Exception {
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    if (request.startsWith("GET /slow")) {
                        wire.waitForEnd();
                    }
                    wire.answer(200, "x");
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1).timeout(WHILE_MILLIS))) {
            assertThat(lab.end(Lab.get("/slow")).failure().cause()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(lab.answered(Lab.get("/")).status()).isEqualTo(200);
            assertThat(lab.health().open()).isEqualTo(1);
        }
    }

    @Test
    void aSlowDripIsCutOffByTheTimeOut() throws Exception {
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    for (int i = 0; i < 1000; i++) {
                        wire.say("x");
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.timeout(WHILE_MILLIS))) {
            // Whether the first bytes come before the time-out is the machine's affair.
            Lab.End end = await().atMost(Lab.PATIENCE)
                    .until(() -> lab.end(Lab.get("/")), dripped -> dripped.bytesReceived() > 41);

            assertThat(end.failure().cause()).isEqualTo(ErrorClass.TIMEOUT);
        }
    }

    @Test
    void aCloseInTheMiddleOfABodyIsAClosedConnection() throws Exception {
        try (RawTarget target = RawTarget.serving(wire -> {
                    wire.request();
                    wire.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this");
                });
                Lab lab = new Lab(target.url())) {
            assertThat(lab.end(Lab.get("/")).failure().cause()).isEqualTo(ErrorClass.CONNECTION_CLOSED);
        }
    }

    @Test
    void aStaleConnectionIsTheRequestsFailureAndNotRetried() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (RawTarget target = RawTarget.serving(wire -> seen.add(wire.request()));
                Lab lab = new Lab(target.url())) {
            assertThat(lab.end(Lab.get("/")).failure().cause()).isEqualTo(ErrorClass.CONNECTION_CLOSED);
            assertThat(seen).hasSize(1);
        }
    }

    @Test
    void aBodyOfTenMegabytesThatNobodyNeedsIsCounted() throws Exception {
        byte[] body = new byte[10_000_000];
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n");
                    wire.say(body);
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            assertThat(lab.end(Lab.get("/")).bytesReceived()).isGreaterThan(10_000_000);
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatMustBeKeptIsBoundedWhetherAnnouncedOrChunked() throws Exception {
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    if (request.startsWith("GET /announced")) {
                        wire.say("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n");
                        wire.waitForEnd();
                    }
                    wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        wire.say("400\r\n" + "x".repeat(1024) + "\r\n");
                    }
                });
                Lab lab = new Lab(target.url())) {
            assertThat(lab.end(Lab.reading("/announced")).failure().cause()).isEqualTo(ErrorClass.BODY_TOO_LARGE);
            assertThat(lab.end(Lab.reading("/chunked")).failure().cause()).isEqualTo(ErrorClass.BODY_TOO_LARGE);
        }
    }

    @Test
    void whatIsNotHttpIsAProtocolError() throws Exception {
        for (String nonsense : List.of(
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\u0015\u0003\u0003\u0000\u0002\u0002\u0050",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n")) {
            try (RawTarget target = RawTarget.answering((request, wire) -> {
                        wire.say(nonsense);
                        wire.waitForEnd();
                    });
                    Lab lab = new Lab(target.url())) {
                assertThat(lab.end(Lab.get("/")).failure().cause())
                        .describedAs(nonsense)
                        .isEqualTo(ErrorClass.PROTOCOL_ERROR);
            }
        }
    }

    @Test
    void endlessHeadersAreAProtocolError() throws Exception {
        for (String endless : List.of("X-A: " + "a".repeat(1000) + "\r\n", "a".repeat(1000))) {
            try (RawTarget target = RawTarget.answering((request, wire) -> {
                        wire.say("HTTP/1.1 200 OK\r\n");
                        while (true) {
                            wire.say(endless);
                        }
                    });
                    Lab lab = new Lab(target.url())) {
                assertThat(lab.end(Lab.get("/")).failure().cause()).isEqualTo(ErrorClass.PROTOCOL_ERROR);
            }
        }
    }

    @Test
    void aRefusedConnectionAndAnUnknownNameAreToldApart() throws Exception {
        int refusing;
        try (ServerSocket socket = new ServerSocket(0)) {
            refusing = socket.getLocalPort();
        }
        try (Lab lab = new Lab(URI.create("http://127.0.0.1:" + refusing))) {
            lab.open();
            assertThat(lab.end(Lab.get("/")).failure().cause()).isEqualTo(ErrorClass.CONNECTION_FAILED);
        }
        HostAddresses.Names unknown = host -> {
            throw new UnknownHostException(host);
        };
        try (Lab lab = new Lab(URI.create("http://nobody.invalid"), Lab.Plan.PLAIN.names(unknown))) {
            lab.open();
            assertThat(lab.end(Lab.get("/")).failure().cause()).isEqualTo(ErrorClass.NAME_UNRESOLVED);
            assertThat(lab.end(Lab.get("/")).sent()).isFalse();
        }
    }

    @Test
    void chunksTrailersAndInterimAnswersBelongToOneAnswer() throws Exception {
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    wire.say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
                    wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    wire.say("6;x=y\r\n{\"id\":\r\n3\r\n\"7\"\r\n1\r\n}\r\n0\r\nX-Sum: 1\r\n\r\n");
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            assertThat(lab.end(Lab.reading("/")).body()).isEqualTo("{\"id\":\"7\"}");
            assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerInSingleBytesIsReadLikeAnyOther() throws Exception {
        byte[] answer = ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Long: " + "y".repeat(600)
                        + "\r\n\r\n4\r\n{\"id\r\n4\r\n\":1}\r\n0\r\n\r\n")
                .getBytes();
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    for (byte octet : answer) {
                        wire.say(new byte[] {octet});
                    }
                });
                Lab lab = new Lab(target.url())) {
            assertThat(lab.end(Lab.reading("/")).body()).isEqualTo("{\"id\":1}");
        }
    }

    @Test
    void aBodyMayEndWithItsConnection() throws Exception {
        try (RawTarget target = RawTarget.serving(wire -> {
                    wire.request();
                    wire.say("HTTP/1.0 200 OK\r\n\r\n{\"id\":1}");
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            assertThat(lab.end(Lab.reading("/")).body()).isEqualTo("{\"id\":1}");
            assertThat(lab.end(Lab.reading("/")).body()).isEqualTo("{\"id\":1}");
        }
    }

    @Test
    void answersWithoutABodyEndWithTheirHead() throws Exception {
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    String status = request.startsWith("HEAD") ? "200 OK" : request.substring(5, 8) + " X";
                    wire.say("HTTP/1.1 " + status + "\r\nContent-Length: 50\r\n\r\n");
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
            assertThat(lab.end(Lab.step("HEAD", "/x", Map.of(), null, false)).status())
                    .isEqualTo(200);
            assertThat(lab.end(Lab.get("/204")).status()).isEqualTo(204);
            assertThat(lab.end(Lab.get("/304")).status()).isEqualTo(304);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionIsNotUsedAgainAfterCloseOrWithBytesLeftOver() throws Exception {
        for (String answer : List.of(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxLEFT")) {
            try (RawTarget target = RawTarget.answering((request, wire) -> wire.say(answer));
                    Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(1))) {
                assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
                assertThat(lab.end(Lab.get("/")).status()).isEqualTo(200);
                assertThat(target.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void redirectsAreAnswersUnlessTheyAreToBeFollowed() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (RawTarget target = redirecting(seen)) {
            try (Lab lab = new Lab(target.url())) {
                assertThat(lab.end(Lab.get("/once")).status()).isEqualTo(302);
            }
            seen.clear();
            try (Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.redirects(3))) {
                RequestPost post = new RequestPost(lab);

                assertThat(post.to("/once").status()).isEqualTo(200);
                assertThat(seen.poll()).startsWith("POST /once ").endsWith("{\"a\":1}");
                assertThat(seen.poll())
                        .startsWith("GET /end?x=1 ")
                        .doesNotContain("Content-")
                        .endsWith("\r\n\r\n");
                assertThat(post.to("/keep").status()).isEqualTo(200);
                assertThat(seen.poll()).startsWith("POST /keep ");
                assertThat(seen.poll()).startsWith("POST /end?x=1 ").endsWith("{\"a\":1}");
            }
        }
    }

    @Test
    void redirectsEndAtTheirLimitAndAtTheHost() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (RawTarget target = redirecting(seen);
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.redirects(3))) {
            assertThat(lab.end(Lab.get("/loop")).failure().cause()).isEqualTo(ErrorClass.PROTOCOL_ERROR);
            assertThat(seen).hasSize(4);
            assertThat(lab.end(Lab.get("/elsewhere")).failure().cause()).isEqualTo(ErrorClass.UNEXPECTED_STATUS);
        }
    }

    private record RequestPost(Lab lab) {
        Lab.End to(String path) {
            return lab.end(Lab.step("POST", path, Map.of(), "{\"a\":1}", false));
        }
    }

    private static RawTarget redirecting(Queue<String> seen) throws Exception {
        return RawTarget.answering((request, wire) -> {
            seen.add(request);
            String path = request.split(" ")[1];
            String to =
                    switch (path) {
                        case "/once", "/keep" -> "end?x=1";
                        case "/loop" -> "/loop";
                        case "/elsewhere" -> "http://127.0.0.1:1/end";
                        default -> null;
                    };
            String status = path.equals("/keep") ? "307" : "302";
            wire.say(
                    to == null
                            ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                            : "HTTP/1.1 " + status + " X\r\nLocation: " + to + "\r\nContent-Length: 3\r\n\r\nsee");
        });
    }

    @Test
    void compressedBodiesAreUnpackedUpToTheLimit() throws Exception {
        byte[] small = gzip("{\"id\":42}");
        byte[] bomb = gzip(" ".repeat(3_000_000));
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    seen.add(request);
                    byte[] body = request.startsWith("GET /bomb") ? bomb : small;
                    int announced = request.startsWith("GET /broken") ? body.length - 4 : body.length;
                    wire.say("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + announced + "\r\n\r\n");
                    wire.say(java.util.Arrays.copyOf(body, announced));
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.compression())) {
            assertThat(lab.end(Lab.reading("/small")).body()).isEqualTo("{\"id\":42}");
            assertThat(seen.peek()).contains("Accept-Encoding: gzip, deflate\r\n");
            assertThat(lab.end(Lab.reading("/bomb")).failure().cause()).isEqualTo(ErrorClass.BODY_TOO_LARGE);
            assertThat(lab.end(Lab.reading("/broken")).failure().cause()).isEqualTo(ErrorClass.PROTOCOL_ERROR);
            assertThat(lab.end(Lab.get("/bomb")).status()).isEqualTo(200);
        }
    }

    private static byte[] gzip(String text) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes());
        }
        return packed.toByteArray();
    }

    @Test
    void aLargerPlanOpensConnectionsForThoseThatWaitAndASmallerOneClosesNone() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (RawTarget target = RawTarget.answering((request, wire) -> {
                    answer.await();
                    wire.answer(200, "");
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.connections(2))) {
            lab.open();
            List<CompletableFuture<Lab.End>> ends = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ends.add(lab.send(Lab.get("/"), Map.of()));
            }

            lab.onLoop(driver -> driver.connections(20));
            await().atMost(Lab.PATIENCE).until(() -> lab.health().busy() == 20);
            lab.onLoop(driver -> driver.connections(1));
            answer.countDown();

            ends.forEach(end -> assertThat(Lab.await(end).status()).isEqualTo(200));
            assertThat(lab.health().open()).isEqualTo(20);
        }
    }

    @Test
    void closingTheDriverClosesItsConnectionsAndForgetsWhatIsInFlight() throws Exception {
        try (RawTarget target = RawTarget.serving(RawTarget.Wire::waitForEnd)) {
            Lab lab = new Lab(target.url());
            lab.open();
            CompletableFuture<Lab.End> inFlight = lab.send(Lab.get("/"), Map.of());

            lab.close();

            await().atMost(Lab.PATIENCE).until(() -> target.openConnections() == 0);
            assertThat(inFlight).isNotDone();
        }
    }
}
