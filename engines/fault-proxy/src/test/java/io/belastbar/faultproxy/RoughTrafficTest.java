package io.belastbar.faultproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.faultproxy.spec.Bounds;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many connections, slow receivers, and ends in the middle of much: what a fault proxy is there for. */
@Timeout(180)
class RoughTrafficTest {
    private static final int MANY = 1_000;
    private static final int CHUNK = 64 * 1024;

    @TempDir
    Path folder;

    private final EchoServer echo = new EchoServer();
    private final RunningServer server = new RunningServer(new Bounds(20, 8, 2 * MANY, 64 << 20, 4), null, null);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        assertThat(server.unforeseen).isEmpty();
        threads.shutdownNow();
        server.close();
        echo.close();
    }

    @Test
    void thousandConnectionsAreOneToAToxicThatComesAndGoes() throws Exception {
        String listen = proxyTo(echo.address());
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            clients.add(new Client(listen));
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(clients.get(i).ask("a" + i)).isEqualTo("a" + i);
        }
        assertThat(server.proxies().one("p").connections()).isEqualTo(MANY);

        put("{'name':'t','type':'timeout','attributes':{'timeout':0}}");
        for (int i = 0; i < MANY; i++) {
            clients.get(i).send("held" + i);
        }
        assertThat(clients.stream().filter(RoughTrafficTest::hasAnswer)).isEmpty();
        remove("t");

        for (int i = 0; i < MANY; i++) {
            assertThat(clients.get(i).receive("held" + i)).isEqualTo("held" + i);
        }
        server.client().getProxy("p").disable();
        for (Client client : clients) {
            assertThat(isOver(client)).isTrue();
            client.close();
        }
        assertThat(server.proxies().one("p").connections()).isZero();
    }

    /** Of 480 MB a process with a heap of 64 MB holds no more than its bound, and loses nothing of it. */
    @Test
    void whatNobodyTakesStaysWithItsSenderWhateverTheHeap() throws Exception {
        int connections = 40;
        // More than the kernel keeps of a connection
        int bytes = 12 << 20;
        try (var process = new ProxyProcess(folder)) {
            String listen = create(process, echo.address());
            process.send(
                    "POST",
                    "/proxies/p/toxics",
                    "{\"name\":\"t\",\"type\":\"timeout\",\"stream\":\"upstream\",\"attributes\":{\"timeout\":0}}");
            var sent = new AtomicLong();
            List<Future<?>> sending = new ArrayList<>();
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                var client = new Client(listen);
                client.socket.setSendBufferSize(CHUNK);
                clients.add(client);
                sending.add(threads.submit(() -> send(client, bytes, sent)));
            }
            awaitStill(sent);
            assertThat(sent.get()).as("it did not take all").isLessThan((long) connections * bytes);
            assertThat(process.send("GET", "/version", "").statusCode()).isEqualTo(200);

            process.send("DELETE", "/proxies/p/toxics/t", "");

            List<Future<Long>> received = clients.stream()
                    .map(client -> threads.submit(() -> count(client.socket.getInputStream(), bytes)))
                    .toList();
            for (Future<Long> each : received) {
                assertThat(each.get(120, TimeUnit.SECONDS)).isEqualTo(bytes);
            }
            for (Future<?> each : sending) {
                each.get(60, TimeUnit.SECONDS);
            }
            assertThat(process.output()).doesNotContain("unforeseen", "OutOfMemory");
        }
    }

    /** A receiver that takes a little now and then gets all of it, in order. */
    @Test
    void slowReceiverGetsEveryByteInItsOrder() throws Exception {
        byte[] much = new byte[16 << 20];
        new Random(5).nextBytes(much);
        try (var client = new Client(proxyTo(echo.address()))) {
            var sending = threads.submit(() -> {
                client.send(much);
                client.socket.shutdownOutput();
                return null;
            });
            put("{'name':'s','type':'slicer','attributes':{'average_size':30000,'size_variation':20000}}");
            var in = client.socket.getInputStream();
            var random = new Random(6);
            int at = 0;
            for (byte[] piece = in.readNBytes(1);
                    piece.length > 0;
                    piece = in.readNBytes(1 + random.nextInt(200_000))) {
                assertThat(piece).isEqualTo(Arrays.copyOfRange(much, at, at + piece.length));
                at += piece.length;
            }

            assertThat(at).isEqualTo(much.length);
            sending.get(60, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{'name':'t','type':'bandwidth','stream':'upstream','attributes':{'rate':2000}}",
                "{'name':'t','type':'latency','stream':'upstream','attributes':{'latency':50,'jitter':50}}"
            })
    void resetOfTheReceiverInTheMiddleOfMuchBreaksTheSenderOff(String toxic) throws Exception {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var client = new Client(proxyTo("127.0.0.1:" + listening.getLocalPort()))) {
            if (!toxic.isEmpty()) {
                put(toxic);
            }
            Future<?> sending = threads.submit(() -> send(client, Long.MAX_VALUE, new AtomicLong()));
            Socket accepted = listening.accept();
            assertThat(accepted.getInputStream().readNBytes(1000)).hasSize(1000);

            accepted.setSoLinger(true, 0);
            accepted.close();

            assertThatThrownBy(() -> sending.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(SocketException.class);
        }
        Await.until(() -> server.proxies().one("p").connections() == 0);
    }

    @Test
    void resetOfTheSenderInTheMiddleOfMuchReachesTheReceiver() throws Exception {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var client = new Client(proxyTo("127.0.0.1:" + listening.getLocalPort()));
            try (Socket accepted = listening.accept()) {
                accepted.setSoTimeout(Client.PATIENCE_MS);
                var received = new AtomicLong();
                Future<Long> reading = threads.submit(() -> count(accepted.getInputStream(), Long.MAX_VALUE, received));
                Future<?> sending = threads.submit(() -> send(client, Long.MAX_VALUE, new AtomicLong()));
                Await.until(() -> received.get() > 1 << 20);

                client.socket.setSoLinger(true, 0);
                client.close();

                assertThatThrownBy(() -> reading.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(SocketException.class);
                assertThatThrownBy(() -> sending.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(SocketException.class);
            }
        }
        Await.until(() -> server.proxies().one("p").connections() == 0);
    }

    /** The server has ended its half and reads on, the client sends much, and a toxic acts on the open half. */
    @Test
    void halfThatIsOpenMovesOnWhileTheOtherHasLongEnded() throws Exception {
        byte[] much = new byte[2 << 20];
        new Random(8).nextBytes(much);
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var client = new Client(proxyTo("127.0.0.1:" + listening.getLocalPort()));
                Socket accepted = listening.accept()) {
            accepted.shutdownOutput();
            assertThat(client.read()).isEqualTo(-1);
            put("{'name':'b','type':'bandwidth','stream':'upstream','attributes':{'rate':1}}");
            put("{'name':'c','type':'slow_close','stream':'upstream','attributes':{'delay':600000}}");
            var sending = threads.submit(() -> {
                client.send(much);
                client.socket.shutdownOutput();
                return null;
            });
            accepted.setSoTimeout(Client.PATIENCE_MS);
            assertThat(accepted.getInputStream().readNBytes(1)).hasSize(1);

            remove("b");
            remove("c");

            byte[] rest = accepted.getInputStream().readAllBytes();
            assertThat(rest).isEqualTo(Arrays.copyOfRange(much, 1, much.length));
            sending.get(60, TimeUnit.SECONDS);
        }
        Await.until(() -> server.proxies().one("p").connections() == 0);
    }

    /** At 1,000 bytes a second the next piece is minutes away: neither it nor another toxic is waited for. */
    @ParameterizedTest
    @ValueSource(strings = {"remove", "faster", "another"})
    void bandwidthThatSleepsIsNotWaitedFor(String how) throws Exception {
        byte[] much = new byte[300_000];
        new Random(9).nextBytes(much);
        String listen = proxyTo(echo.address());
        put("{'name':'b','type':'bandwidth','stream':'upstream','attributes':{'rate':1}}");
        put("{'name':'l','type':'latency','stream':'upstream','attributes':{'latency':1}}");
        try (var client = new Client(listen)) {
            var sending = threads.submit(() -> client.send(much));
            assertThat(client.socket.getInputStream().readNBytes(10)).hasSize(10);

            switch (how) {
                case "remove" -> remove("b");
                case "faster" ->
                    assertThat(server.send("POST", "/proxies/p/toxics/b", "{\"attributes\":{\"rate\":1000000}}")
                                    .statusCode())
                            .isEqualTo(200);
                default -> {
                    remove("l");
                    assertThat(server.send("GET", "/proxies/p/toxics/b", "").statusCode())
                            .isEqualTo(200);
                    remove("b");
                }
            }

            assertThat(client.socket.getInputStream().readNBytes(much.length - 10))
                    .isEqualTo(Arrays.copyOfRange(much, 10, much.length));
            sending.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void processThatIsKilledUnderTrafficBreaksItsConnectionsAndComesBackWithItsProxiesAlone() throws Exception {
        String state = folder.resolve("state.json").toString();
        String listen;
        List<Future<Long>> reading = new ArrayList<>();
        try (var first = new ProxyProcess(folder, "--state", state)) {
            listen = create(first, echo.address());
            first.send(
                    "POST", "/proxies/p/toxics", "{\"name\":\"b\",\"type\":\"bandwidth\",\"attributes\":{\"rate\":1}}");
            for (int i = 0; i < 20; i++) {
                var client = new Client(listen);
                threads.submit(() -> send(client, Long.MAX_VALUE, new AtomicLong()));
                var received = new AtomicLong();
                reading.add(threads.submit(() -> count(client.socket.getInputStream(), Long.MAX_VALUE, received)));
                Await.until(() -> received.get() > 0);
            }
            first.kill();
        }
        for (Future<Long> each : reading) {
            assertThat(ended(each)).as("closed or broken off, never silent").isTrue();
        }

        try (var second = new ProxyProcess(folder, "--state", state)) {
            assertThat(second.send("GET", "/proxies/p/toxics", "").body()).isEqualTo("[]");
            try (var client = new Client(listen)) {
                assertThat(client.ask("x".repeat(100_000))).hasSize(100_000);
            }
        }
    }

    @Test
    void equalPopulateUnderTrafficLosesNoByte() throws Exception {
        String listen = proxyTo(echo.address());
        byte[] much = new byte[4 << 20];
        new Random(10).nextBytes(much);
        List<Future<byte[]>> exchanges = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            var client = new Client(listen);
            threads.submit(() -> client.send(much));
            exchanges.add(threads.submit(() -> client.socket.getInputStream().readNBytes(much.length)));
        }
        String equal = "[{\"name\":\"p\",\"listen\":\"%s\",\"upstream\":\"%s\"}]".formatted(listen, echo.address());

        for (int i = 0; i < 30; i++) {
            assertThat(server.send("POST", "/populate", equal).statusCode()).isEqualTo(201);
        }

        for (Future<byte[]> exchange : exchanges) {
            assertThat(exchange.get(60, TimeUnit.SECONDS)).isEqualTo(much);
        }
    }

    private String proxyTo(String upstream) throws IOException {
        return server.client().createProxy("p", "127.0.0.1:0", upstream).getListen();
    }

    private static String create(ProxyProcess process, String upstream) throws Exception {
        var made = process.send(
                "POST", "/proxies", "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"" + upstream + "\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        return made.body().replaceAll("(?s).*\"listen\":\"([^\"]+)\".*", "$1");
    }

    private void put(String toxic) {
        assertThat(server.send("POST", "/proxies/p/toxics", toxic.replace('\'', '"'))
                        .statusCode())
                .isEqualTo(200);
    }

    private void remove(String name) {
        assertThat(server.send("DELETE", "/proxies/p/toxics/" + name, "").statusCode())
                .isEqualTo(204);
    }

    private static Void send(Client client, long bytes, AtomicLong sent) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (long left = bytes; left > 0; left -= CHUNK) {
            client.send(chunk);
            sent.addAndGet(CHUNK);
        }
        return null;
    }

    private static long count(InputStream in, long bytes) throws IOException {
        return count(in, bytes, new AtomicLong());
    }

    private static long count(InputStream in, long bytes, AtomicLong received) throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (received.get() < bytes) {
            int length = in.read(chunk);
            if (length < 0) {
                break;
            }
            received.addAndGet(length);
        }
        return received.get();
    }

    /** Nothing more goes, whenever one looks. */
    private static void awaitStill(AtomicLong sent) throws Exception {
        var last = new AtomicLong(-1);
        var looks = new AtomicLong();
        Callable<Boolean> still = () -> {
            long now = sent.get();
            boolean same = last.getAndSet(now) == now && now > 0;
            return (same ? looks.incrementAndGet() : looks.getAndSet(0)) > 200;
        };
        Await.until(still);
    }

    private static boolean hasAnswer(Client client) {
        try {
            return client.socket.getInputStream().available() > 0;
        } catch (IOException broken) {
            return true;
        }
    }

    private static boolean isOver(Client client) throws IOException {
        try {
            return client.read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static boolean ended(Future<Long> reading) throws Exception {
        try {
            reading.get(60, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException reset) {
            return reset.getCause() instanceof SocketException;
        }
    }
}
