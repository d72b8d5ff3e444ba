package io.belastbar.faultproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.faultproxy.spec.Bounds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections begin, move and end through a proxy, by real sockets. */
class ConnectionsTest {
    private static final int CONNECTIONS_MAX = 25;

    private final EchoServer echo = new EchoServer();
    private final RunningServer server = new RunningServer(new Bounds(5, 4, CONNECTIONS_MAX, 16 << 20, 3), null, null);

    @AfterEach
    void stop() {
        assertThat(server.unforeseen).isEmpty();
        server.close();
        echo.close();
    }

    private String proxyTo(String upstream) throws IOException {
        return server.client().createProxy("p", "127.0.0.1:0", upstream).getListen();
    }

    private void put(String toxic) {
        assertThat(server.send("POST", "/proxies/p/toxics", toxic).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void halfCloseOfTheClientPassesThroughAndTheAnswerStillComes(boolean withToxic) throws IOException {
        String listen = proxyTo(echo.address());
        if (withToxic) {
            put("{\"type\":\"latency\",\"stream\":\"upstream\",\"attributes\":{\"latency\":5}}");
        }

        try (var client = new Client(listen)) {
            client.send("last words");
            client.socket.shutdownOutput();

            assertThat(new String(client.socket.getInputStream().readAllBytes()))
                    .isEqualTo("last words");
        }
    }

    @Test
    void halfCloseOfTheServerPassesThroughAndItStillReads() throws Exception {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var heard = new CompletableFuture<String>();
            Thread.ofVirtual().start(() -> {
                try (Socket socket = listening.accept()) {
                    socket.shutdownOutput();
                    heard.complete(new String(socket.getInputStream().readAllBytes()));
                } catch (IOException e) {
                    heard.completeExceptionally(e);
                }
            });
            String listen = proxyTo("127.0.0.1:" + listening.getLocalPort());

            try (var client = new Client(listen)) {
                assertThat(client.read()).isEqualTo(-1);
                client.send("after your end");
                client.socket.shutdownOutput();

                assertThat(heard.get(60, TimeUnit.SECONDS)).isEqualTo("after your end");
            }
        }
    }

    /** Also of a server that is so fast that the proxy hears of the reset and of the connection at once. */
    @RepeatedTest(200)
    void resetOfTheServerArrivesAsAReset() throws IOException {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String listen = proxyTo("127.0.0.1:" + listening.getLocalPort());
            try (var client = new Client(listen)) {
                Socket accepted = listening.accept();
                accepted.setSoLinger(true, 0);
                accepted.close();

                assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void resetOfTheClientArrivesAsAReset() throws IOException {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String listen = proxyTo("127.0.0.1:" + listening.getLocalPort());
            var client = new Client(listen);
            try (Socket accepted = listening.accept()) {
                client.socket.setSoLinger(true, 0);
                client.close();

                accepted.setSoTimeout(Client.PATIENCE_MS);
                assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "no-such-host.invalid:80"})
    void upstreamThatIsNotThereClosesTheClient(String upstream) throws IOException {
        try (var client = new Client(proxyTo(upstream))) {
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void anotherUpstreamClosesConnectionsToTheFormerAndKeepsThePort() throws IOException {
        try (var first = new EchoServer("1");
                var second = new EchoServer("2")) {
            var proxy = server.client().createProxy("p", "127.0.0.1:0", first.address());
            try (var old = new Client(proxy.getListen())) {
                assertThat(old.receive("1")).isEqualTo("1");

                proxy.setUpstream(second.address());

                assertThat(old.read()).isEqualTo(-1);
                try (var fresh = new Client(proxy.getListen())) {
                    assertThat(fresh.receive("2")).isEqualTo("2");
                    proxy.setUpstream(second.address());
                    assertThat(fresh.ask("the same is no change")).isEqualTo("the same is no change");
                }
            }
        }
    }

    @Test
    void toxicGoesByItselfWhenItsTimeIsOver() throws Exception {
        String listen = proxyTo(echo.address());
        put("{\"name\":\"t\",\"type\":\"timeout\",\"ttl\":50,\"attributes\":{\"timeout\":0}}");

        try (var client = new Client(listen)) {
            assertThat(client.ask("held for a while")).isEqualTo("held for a while");
        }
        assertThat(server.send("GET", "/proxies/p/toxics/t", "").statusCode()).isEqualTo(404);
    }

    @Test
    void changedTtlCountsFromTheChangeAndZeroEndsIt() throws Exception {
        String listen = proxyTo(echo.address());
        put("{\"name\":\"t\",\"type\":\"timeout\",\"ttl\":600000,\"attributes\":{\"timeout\":0}}");

        assertThat(server.send("POST", "/proxies/p/toxics/t", "{\"ttl\":20}").body())
                .contains("\"ttl\":20");

        try (var client = new Client(listen)) {
            assertThat(client.ask("well again")).isEqualTo("well again");
        }
    }

    @Test
    void silentToxicIsSilent() throws IOException {
        String listen = proxyTo(echo.address());
        put("{\"type\":\"timeout\",\"attributes\":{\"timeout\":0}}");

        try (var client = new Client(listen)) {
            client.socket.setSoTimeout(100);
            client.send("x");

            assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void disabledProxyComesBackByItselfWhenItsTimeIsOver() throws Exception {
        String listen = proxyTo(echo.address());

        var answer = server.send("POST", "/proxies/p", "{\"enabled\":false,\"ttl\":100}");

        assertThat(answer.body()).contains("\"enabled\":false", "\"ttl\":100", "downUntil");
        Await.until(() -> server.client().getProxy("p").isEnabled());
        try (var client = new Client(listen)) {
            assertThat(client.ask("up")).isEqualTo("up");
        }
    }

    @Test
    void proxyWhosePortIsTakenWhenItComesBackTakesItAsSoonAsItIsFree() throws Exception {
        String listen = proxyTo(echo.address());
        int port = Integer.parseInt(listen.split(":")[1]);
        server.send("POST", "/proxies/p", "{\"enabled\":false}");
        try (var squatter = new ServerSocket(port, 5, InetAddress.getByName("127.0.0.1"))) {
            server.send("POST", "/proxies/p", "{\"enabled\":false,\"ttl\":1}");
            Await.until(() -> server.send("GET", "/proxies/p", "").body().contains("\"problem\":\"cannot listen at"));
            assertThat(squatter.isBound()).isTrue();
        }

        Await.until(() -> !server.send("GET", "/proxies/p", "").body().contains("problem"));
        try (var client = new Client(listen)) {
            assertThat(client.ask("mine again")).isEqualTo("mine again");
        }
    }

    @Test
    void connectionsBeyondTheBoundAreBrokenOffAndMakeRoomWhenOthersEnd() throws Exception {
        String listen = proxyTo(echo.address());
        var clients = new ArrayList<Client>();
        for (int i = 0; i < CONNECTIONS_MAX; i++) {
            clients.add(new Client(listen));
            assertThat(clients.get(i).ask("in")).isEqualTo("in");
        }

        try (var tooMany = new Client(listen)) {
            assertThatThrownBy(() -> {
                        if (tooMany.read() == -1) {
                            throw new SocketException("closed");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        for (Client client : clients) {
            assertThat(client.ask("still in")).isEqualTo("still in");
            client.close();
        }
        Await.until(() -> server.send("GET", "/proxies/p", "").body().contains("\"connections\":0"));
        try (var next = new Client(listen)) {
            assertThat(next.ask("room")).isEqualTo("room");
        }
    }

    @Test
    void clientsThatLeaveWhileTheirConnectionHangsAreForgottenWhenTheHangEnds() throws Exception {
        String listen = proxyTo(echo.address());
        put("{\"name\":\"t\",\"type\":\"timeout\",\"stream\":\"upstream\",\"attributes\":{\"timeout\":0}}");
        for (int i = 0; i < 10; i++) {
            new Client(listen).send("x").close();
        }

        server.send("DELETE", "/proxies/p/toxics/t", "");

        Await.until(() -> server.send("GET", "/proxies/p", "").body().contains("\"connections\":0"));
    }
}
