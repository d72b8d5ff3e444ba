package io.belastbar.faultproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.LimitData;
import eu.rekawek.toxiproxy.model.toxic.ResetPeer;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import eu.rekawek.toxiproxy.model.toxic.SlowClose;
import eu.rekawek.toxiproxy.model.toxic.Timeout;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Toxiproxy's own Java client works against this server as against Toxiproxy. */
class ToxiproxyClientTest {
    private final EchoServer echo = new EchoServer();
    private final RunningServer server = new RunningServer();
    private final ToxiproxyClient client = server.client();

    @AfterEach
    void stop() {
        assertThat(server.unforeseen).isEmpty();
        server.close();
        echo.close();
    }

    private Proxy proxy() throws IOException {
        return client.createProxy("echo", "127.0.0.1:0", echo.address());
    }

    @Test
    void proxyPassesBytesOn() throws IOException {
        Proxy proxy = proxy();

        try (var through = new Client(proxy.getListen())) {
            assertThat(through.ask("grüß Gott\0")).isEqualTo("grüß Gott\0");
        }
        assertThat(client.version()).isEqualTo("{\"version\":\"2.12.0\"}");
    }

    @Test
    void proxiesAreListedFoundChangedAndDeleted() throws IOException {
        Proxy proxy = proxy();
        assertThat(proxy.isEnabled()).isTrue();
        assertThat(proxy.getUpstream()).isEqualTo(echo.address());
        assertThat(client.getProxies()).extracting(Proxy::getName).containsExactly("echo");
        assertThat(client.getProxy("echo").getListen()).isEqualTo(proxy.getListen());

        proxy.setUpstream("127.0.0.1:9");
        assertThat(client.getProxy("echo").getUpstream()).isEqualTo("127.0.0.1:9");
        proxy.setListen("127.0.0.1:0");
        assertThat(proxy.getListen()).startsWith("127.0.0.1:").doesNotEndWith(":0");

        proxy.delete();
        assertThat(client.getProxyOrNull("echo")).isNull();
        assertThat(client.getProxies()).isEmpty();
    }

    @Test
    void nameThatIsTakenIsAConflict() throws IOException {
        proxy();

        assertThatThrownBy(this::proxy).hasMessage("[409] proxy already exists");
    }

    @Test
    void disabledProxyRefusesAndClosesConnections() throws IOException {
        Proxy proxy = proxy();
        try (var open = new Client(proxy.getListen())) {
            open.ask("here");

            proxy.disable();

            assertThat(open.read()).isEqualTo(-1);
            assertThatThrownBy(() -> new Client(proxy.getListen())).isInstanceOf(ConnectException.class);
        }
        proxy.enable();
        try (var again = new Client(proxy.getListen())) {
            assertThat(again.ask("back")).isEqualTo("back");
        }
    }

    @Test
    void resetEnablesProxiesAndRemovesToxics() throws IOException {
        Proxy proxy = proxy();
        proxy.toxics().timeout("silent", ToxicDirection.UPSTREAM, 0);
        proxy.disable();

        client.reset();

        assertThat(client.getProxy("echo").isEnabled()).isTrue();
        assertThat(proxy.toxics().getAll()).isEmpty();
        try (var through = new Client(proxy.getListen())) {
            assertThat(through.ask("well")).isEqualTo("well");
        }
    }

    @Test
    void everyKindOfToxicIsMadeReadChangedAndRemoved() throws IOException {
        var toxics = proxy().toxics();

        Latency latency = toxics.latency("l", ToxicDirection.DOWNSTREAM, 10).setJitter(5);
        assertThat(toxics.get("l", Latency.class).getJitter()).isEqualTo(5);
        assertThat(toxics.get("l", Latency.class).setLatency(20).getLatency()).isEqualTo(20);
        Bandwidth bandwidth =
                toxics.bandwidth("b", ToxicDirection.UPSTREAM, 100).setRate(50);
        assertThat(bandwidth.getRate()).isEqualTo(50);
        Slicer slicer = toxics.slicer("s", ToxicDirection.UPSTREAM, 10, 20).setSizeVariation(3);
        assertThat(slicer.getSizeVariation()).isEqualTo(3);
        SlowClose slow = toxics.slowClose("c", ToxicDirection.UPSTREAM, 10).setDelay(11);
        assertThat(slow.getDelay()).isEqualTo(11);
        Timeout timeout = toxics.timeout("t", ToxicDirection.UPSTREAM, 10).setTimeout(0);
        assertThat(timeout.getTimeout()).isZero();
        LimitData limit = toxics.limitData("d", ToxicDirection.UPSTREAM, 10).setBytes(12);
        assertThat(limit.getBytes()).isEqualTo(12);
        ResetPeer reset = toxics.resetPeer("r", ToxicDirection.UPSTREAM, 10).setTimeout(13);
        assertThat(reset.getTimeout()).isEqualTo(13);

        latency.setToxicity(0.5f);
        assertThat(toxics.get("l").getToxicity()).isEqualTo(0.5f);
        assertThat(toxics.get("l", Latency.class).getLatency()).isEqualTo(20);
        assertThat(toxics.getAll()).hasSize(7);
        for (var toxic : toxics.getAll()) {
            toxic.remove();
        }
        assertThat(toxics.getAll()).isEmpty();
        assertThatThrownBy(() -> toxics.get("l")).hasMessage("[404] toxic not found");
    }

    @Test
    void limitClosesAfterItsBytes() throws IOException {
        Proxy proxy = proxy();
        proxy.toxics().limitData("limit", ToxicDirection.DOWNSTREAM, 3);

        try (var through = new Client(proxy.getListen())) {
            assertThat(through.send("abcdef").receive("abc")).isEqualTo("abc");
            assertThat(through.read()).isEqualTo(-1);
        }
    }

    @Test
    void resetPeerIsSeenAsAReset() throws IOException {
        Proxy proxy = proxy();
        try (var through = new Client(proxy.getListen())) {
            through.ask("x");

            proxy.toxics().resetPeer("reset", ToxicDirection.DOWNSTREAM, 0);

            assertThatThrownBy(through::read)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }
}
