package io.belastbar.faultproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Toxiproxy's users reported of it, as facts of this proxy. */
class ToxiproxyIssuesTest {
    private static final int BODY_BYTES = 300_000;

    private final EchoServer echo = new EchoServer();
    private final RunningServer server = new RunningServer();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private String listen;

    @BeforeEach
    void start() throws IOException {
        listen = server.client()
                .createProxy("echo", "127.0.0.1:0", echo.address())
                .getListen();
    }

    @AfterEach
    void stop() {
        assertThat(server.unforeseen).isEmpty();
        threads.shutdownNow();
        server.close();
        echo.close();
    }

    private void put(String toxic) {
        assertThat(server.send("POST", "/proxies/echo/toxics", toxic).statusCode())
                .isEqualTo(200);
    }

    private void remove(String name) {
        assertThat(server.send("DELETE", "/proxies/echo/toxics/" + name, "").statusCode())
                .isEqualTo(204);
    }

    private static byte[] body(int seed) {
        byte[] body = new byte[BODY_BYTES];
        new Random(seed).nextBytes(body);
        return body;
    }

    /** Sends a body while reading what comes back. */
    private Future<byte[]> exchange(Client client, byte[] body) {
        Callable<byte[]> exchange = () -> {
            Future<?> sending = threads.submit(() -> {
                client.send(body);
                client.socket.shutdownOutput();
                return null;
            });
            byte[] received = client.socket.getInputStream().readAllBytes();
            sending.get(60, TimeUnit.SECONDS);
            return received;
        };
        return threads.submit(exchange);
    }

    /** Toxiproxy #412, #159: removing a toxic hung for as long as connections moved bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'t','type':'bandwidth','stream':'upstream','attributes':{'rate':1}}",
                "{'name':'t','type':'latency','stream':'downstream','attributes':{'latency':600000,'jitter':1000}}",
                "{'name':'t','type':'slicer','stream':'upstream','attributes':{'average_size':100,'delay':500000}}",
                "{'name':'t','type':'timeout','stream':'upstream','attributes':{'timeout':0}}",
                "{'name':'t','type':'timeout','stream':'downstream','attributes':{'timeout':0}}",
                "{'name':'t','type':'slow_close','stream':'downstream','attributes':{'delay':600000}}"
            })
    void toxicRemovedUnderTrafficGoesAtOnceAndLosesNothing(String toxic) throws Exception {
        put(toxic.replace('\'', '"'));
        var exchanges = new ArrayList<Future<byte[]>>();
        var clients = new ArrayList<Client>();
        for (int i = 0; i < 10; i++) {
            clients.add(new Client(listen));
            exchanges.add(exchange(clients.get(i), body(i)));
        }
        Await.until(() -> server.proxies().one("echo").connections() == 10);

        remove("t");

        for (int i = 0; i < 10; i++) {
            assertThat(exchanges.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(body(i));
            clients.get(i).close();
        }
    }

    /** Toxiproxy #412: the same while toxics come and go the whole time. */
    @Test
    void bytesArriveWholeWhileToxicsComeAndGo() throws Exception {
        List<Client> clients = List.of(new Client(listen), new Client(listen), new Client(listen));
        var exchanges = new ArrayList<Future<byte[]>>();
        for (int i = 0; i < clients.size(); i++) {
            exchanges.add(exchange(clients.get(i), body(i)));
        }
        var random = new Random(3);
        for (int i = 0; i < 60; i++) {
            String stream = random.nextBoolean() ? "upstream" : "downstream";
            String toxic =
                    switch (random.nextInt(4)) {
                        case 0 ->
                            "{\"name\":\"x\",\"type\":\"latency\",\"stream\":\"%s\",\"attributes\":{\"latency\":20,\"jitter\":20}}";
                        case 1 ->
                            "{\"name\":\"x\",\"type\":\"slicer\",\"stream\":\"%s\",\"attributes\":{\"average_size\":50,\"delay\":10}}";
                        case 2 ->
                            "{\"name\":\"x\",\"type\":\"bandwidth\",\"stream\":\"%s\",\"attributes\":{\"rate\":100}}";
                        default ->
                            "{\"name\":\"x\",\"type\":\"timeout\",\"stream\":\"%s\",\"attributes\":{\"timeout\":0}}";
                    };
            put(toxic.formatted(stream));
            remove("x");
        }

        for (int i = 0; i < clients.size(); i++) {
            assertThat(exchanges.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(body(i));
            clients.get(i).close();
        }
    }

    /** Toxiproxy #148: a new toxic left open connections alone. */
    @ParameterizedTest
    @CsvSource({"limit_data,bytes,0", "timeout,timeout,1", "reset_peer,timeout,1"})
    void newToxicActsOnOpenConnections(String type, String attribute, long value) throws IOException {
        try (var open = new Client(listen)) {
            open.ask("open");

            put("{\"type\":\"%s\",\"attributes\":{\"%s\":%d}}".formatted(type, attribute, value));

            if (type.equals("reset_peer")) {
                assertThatThrownBy(() -> open.send("x").read()).isInstanceOf(SocketException.class);
            } else {
                assertThat(open.send("x").read()).isEqualTo(-1);
            }
        }
    }

    /** Toxiproxy #603: toxics of toxicity 0 acted all the same, at their removal at the latest. */
    @ParameterizedTest
    @CsvSource({"reset_peer,timeout", "timeout,timeout", "limit_data,bytes", "slow_close,delay"})
    void toxicityOfZeroTakesHoldOfNoConnection(String type, String attribute) throws IOException {
        try (var before = new Client(listen)) {
            before.ask("open");
            put("{\"name\":\"t\",\"type\":\"%s\",\"toxicity\":0,\"attributes\":{\"%s\":0}}".formatted(type, attribute));

            try (var after = new Client(listen)) {
                for (int i = 0; i < 20; i++) {
                    assertThat(before.ask("before" + i)).isEqualTo("before" + i);
                    assertThat(after.ask("after" + i)).isEqualTo("after" + i);
                }
                remove("t");
                assertThat(before.ask("still")).isEqualTo("still");
                assertThat(after.ask("still")).isEqualTo("still");
            }
        }
    }

    /** Between 0 and 1 some connections are taken hold of, and a connection stays what it is. */
    @Test
    void toxicityIsAShareOfConnections() throws IOException {
        put("{\"type\":\"limit_data\",\"toxicity\":0.5,\"attributes\":{\"bytes\":0}}");

        int hit = 0;
        for (int i = 0; i < 60; i++) {
            try (var client = new Client(listen)) {
                hit += client.send("x").read() == -1 ? 1 : 0;
            }
        }

        assertThat(hit).isBetween(10, 50);
    }

    /** Toxiproxy #465: after reset_peer connections stayed broken although the toxic was gone. */
    @ParameterizedTest
    @ValueSource(strings = {"upstream", "downstream"})
    void afterResetPeerIsRemovedConnectionsAreWell(String stream) throws IOException {
        put("{\"name\":\"r\",\"type\":\"reset_peer\",\"stream\":\"%s\",\"attributes\":{\"timeout\":0}}"
                .formatted(stream));
        try (var broken = new Client(listen)) {
            assertThatThrownBy(() -> broken.ask("x")).isInstanceOf(SocketException.class);
        }

        remove("r");

        try (var well = new Client(listen)) {
            assertThat(exchangeNow(well, body(1))).isEqualTo(body(1));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private byte[] exchangeNow(Client client, byte[] body) throws Exception {
        return exchange(client, body).get(60, TimeUnit.SECONDS);
    }

    /** Toxiproxy #465: neither does the toxic stay in the connection that waited for its reset. */
    @Test
    void resetThatIsTakenBackInTimeDoesNotCome() throws IOException {
        put("{\"name\":\"r\",\"type\":\"reset_peer\",\"attributes\":{\"timeout\":600000}}");
        try (var client = new Client(listen)) {
            client.send("held");

            remove("r");

            assertThat(client.receive("held")).isEqualTo("held");
            assertThat(client.ask("well")).isEqualTo("well");
        }
    }

    /** Toxiproxy #631: an equal /populate restarted proxies and cut their connections. */
    @Test
    void equalPopulateLeavesConnectionsAndToxicsAlone() throws IOException {
        put("{\"type\":\"latency\",\"attributes\":{\"latency\":1}}");
        try (var open = new Client(listen)) {
            open.ask("open");

            for (String same : List.of(listen, "localhost:" + listen.split(":")[1], "127.0.0.1:0")) {
                var answer = server.send(
                        "POST",
                        "/populate",
                        "[{\"name\":\"echo\",\"listen\":\"%s\",\"upstream\":\"%s\"}]".formatted(same, echo.address()));
                assertThat(answer.statusCode()).isEqualTo(201);
                assertThat(answer.body()).contains("\"listen\":\"" + listen + "\"", "latency_downstream");
            }

            assertThat(open.ask("still open")).isEqualTo("still open");
        }
    }

    /** Control never waits for data: not for receivers that do not read, however many. */
    @Test
    void controlAnswersWhileNobodyReads() throws Exception {
        var clients = new ArrayList<Client>();
        for (int i = 0; i < 10; i++) {
            Client client = new Client(listen);
            clients.add(client);
            threads.submit(() -> {
                byte[] much = new byte[64 * 1024];
                Arrays.fill(much, (byte) 1);
                while (true) {
                    client.send(much);
                }
            });
        }
        Await.until(() -> echo.connections() == 10);

        put("{\"name\":\"a\",\"type\":\"bandwidth\",\"attributes\":{\"rate\":1}}");
        put("{\"name\":\"b\",\"type\":\"timeout\",\"attributes\":{\"timeout\":0}}");
        remove("a");
        remove("b");
        assertThat(server.client().getProxy("echo").getName()).isEqualTo("echo");
        server.client().getProxy("echo").disable();
        for (Client client : clients) {
            client.close();
        }
    }
}
