package io.belastbar.load.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that hangs, refuses, dies, or is none: each script ends, and says why. */
class BadPostgresIT extends PostgresLab {

    private static final String SELECT = "{ sql: SELECT 1 }";

    @Test
    void aServerThatFallsSilentIsATimeOutAndIsTakenUpAgain() throws Exception {
        try (Relay relay = new Relay(postgres.port())) {
            PostgresDriver driver = driver(at(relay.port()), SqlOptions.DEFAULT, 2, Duration.ofMillis(300));
            PreparedStep select = step(driver, SELECT);
            await().atMost(PATIENCE).until(() -> send(select, Map.of()) instanceof Exchange.SqlAnswer);

            relay.hold();
            for (Exchange end : many(select, 10)) {
                assertThat(((Exchange.Failed) end).cause()).isEqualTo(ErrorClass.TIMEOUT);
                assertThat(((Exchange.Failed) end).detail()).isNotBlank();
            }
            relay.release();

            await().atMost(PATIENCE).until(() -> send(select, Map.of()) instanceof Exchange.SqlAnswer);
        }
    }

    @Test
    void aServerThatTakesConnectionsAndNeverLogsInIsNoConnection() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            PostgresDriver driver = driver(
                    at(silent.getLocalPort()),
                    new PostgresSettings(SqlOptions.DEFAULT, 2, PATIENCE, Duration.ofSeconds(2), "tenant"));

            for (Exchange end : many(step(driver, SELECT), 5)) {
                assertThat(((Exchange.Failed) end).cause()).isEqualTo(ErrorClass.CONNECTION_FAILED);
                assertThat(((Exchange.Failed) end).detail()).contains("no login came to an end within 2000 ms");
            }
        }
    }

    @Test
    void aPortOnWhichNobodyListensIsNoConnection() throws Exception {
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gone.close();
        PostgresDriver driver = driver(at(gone.getLocalPort()), SqlOptions.DEFAULT, 2, PATIENCE);

        for (Exchange end : many(step(driver, SELECT), 5)) {
            assertThat(((Exchange.Failed) end).cause()).isEqualTo(ErrorClass.CONNECTION_FAILED);
            assertThat(((Exchange.Failed) end).detail()).contains("refused");
        }
    }

    @Test
    void aServerThatStopsAndComesBackIsTakenUpAgainWithWhatWasPrepared() throws Exception {
        PostgresDriver driver = driver(SqlOptions.DEFAULT, 3, PASSWORD);
        PreparedStep nap = step(driver, "{ sql: \"SELECT pg_sleep(60) AS belastbar_victim\" }");
        PreparedStep select = step(driver, SELECT);
        assertThat(many(select, 6)).allMatch(Exchange.SqlAnswer.class::isInstance);
        CompletableFuture<Exchange> running = begin(nap, Map.of());
        await().atMost(PATIENCE)
                .until(() -> count("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%belastbar_victim%'"
                                + " AND state = 'active' AND pid <> pg_backend_pid()")
                        == 1);

        postgres.stop();
        Exchange.Failed broken = (Exchange.Failed) running.get(60, TimeUnit.SECONDS);
        List<Exchange> meanwhile = many(select, 10);
        postgres.start();

        assertThat(broken.cause()).isEqualTo(ErrorClass.CONNECTION_CLOSED);
        assertThat(broken.code()).isEqualTo("57P01");
        assertThat(broken.detail()).contains("terminating connection");
        assertThat(meanwhile).allSatisfy(end -> assertThat(((Exchange.Failed) end).cause())
                .isIn(ErrorClass.CONNECTION_FAILED, ErrorClass.CONNECTION_CLOSED));
        assertThat(many(select, 10)).allMatch(Exchange.SqlAnswer.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app.tenant"})
    void aNulInAValueIsTheServersRefusalAndHarmsNoOtherScript(String tenantSetting) throws Exception {
        String setting = tenantSetting.isEmpty() ? null : tenantSetting;
        PostgresDriver driver = driver(new SqlOptions(1, true, true, setting), 1, PASSWORD);
        PreparedStep echo =
                step(driver, "{ sql: \"SELECT $1::text AS t\", parameters: [\"${vu}\"], extract: { t: t } }");

        Exchange.Failed failed = (Exchange.Failed) send(echo, Map.of("vu", "a\0b", "tenant", "red"));

        assertThat(failed.cause()).isEqualTo(ErrorClass.SQL_ERROR);
        assertThat(failed.code()).isEqualTo("22021");
        assertThat(failed.detail()).contains("0x00");
        assertThat(row(send(echo, Map.of("vu", "ab", "tenant", "red")))).containsEntry("t", "ab");
    }

    @Test
    void aServerThatWantsAPasswordHashedWithoutEndIsRefused() throws Exception {
        String first = "r=%s0123456789,s=QSXCR+Q6sek8bf92,i=2000000000";

        Exchange.Failed failed = against(wire -> {
            wire.say('R', body -> body.writeInt(10).writeBytes(ascii("SCRAM-SHA-256\0\0")));
            String hello = wire.hear();
            String nonce = hello.substring(hello.indexOf(",r=") + 3);
            wire.say('R', body -> body.writeInt(11).writeBytes(ascii(first.formatted(nonce))));
        });

        assertThat(failed.cause()).isEqualTo(ErrorClass.CONNECTION_FAILED);
        assertThat(failed.detail()).contains("2000000000 times");
    }

    @Test
    void aServerThatDoesNotProveThatItKnowsThePasswordIsRefused() throws Exception {
        Exchange.Failed failed = against(wire -> {
            wire.say('R', body -> body.writeInt(10).writeBytes(ascii("SCRAM-SHA-256\0\0")));
            wire.hear();
            wire.say('R', body -> body.writeInt(0));
        });

        assertThat(failed.cause()).isEqualTo(ErrorClass.CONNECTION_FAILED);
        assertThat(failed.detail()).contains("without the proof");
    }

    @Test
    void aMessageThatIsShorterThanItsContentIsAProtocolError() throws Exception {
        Exchange.Failed failed = against(wire -> wire.say('K', body -> body.writeShort(1)));

        assertThat(failed.cause()).isEqualTo(ErrorClass.PROTOCOL_ERROR);
    }

    private interface Behaviour {
        void serve(Wire wire) throws IOException;
    }

    private record Wire(Socket socket) {

        private interface Body {
            ByteBuf to(ByteBuf body);
        }

        void say(char type, Body body) throws IOException {
            ByteBuf content = body.to(Unpooled.buffer());
            ByteBuf whole = Unpooled.buffer().writeByte(type).writeInt(content.readableBytes() + 4);
            socket.getOutputStream().write(ByteBufUtil.getBytes(whole.writeBytes(content)));
        }

        /** Whatever comes next, in one piece: messages of a login are small. */
        String hear() throws IOException {
            byte[] piece = new byte[4096];
            return new String(piece, 0, Math.max(0, socket.getInputStream().read(piece)), StandardCharsets.UTF_8);
        }
    }

    /** How a script ends against a server that behaves like this after the startup message. */
    private Exchange.Failed against(Behaviour behaviour) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        Wire wire = new Wire(socket);
                        wire.hear();
                        behaviour.serve(wire);
                        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException gone) {
                        // The driver has closed, as it should; the next connection comes.
                    }
                }
            });
            URI url = URI.create("postgresql://127.0.0.1:" + server.getLocalPort() + "/postgres?sslmode=disable");
            PostgresDriver driver = driver(PostgresTarget.of(url, "app", PASSWORD), SqlOptions.DEFAULT, 1, PATIENCE);
            return (Exchange.Failed) send(step(driver, SELECT), Map.of());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static PostgresTarget at(int port) {
        return PostgresTarget.of(URI.create("postgresql://127.0.0.1:" + port + "/postgres"), "app", PASSWORD);
    }

    private static List<Exchange> many(PreparedStep step, int scripts) throws Exception {
        List<CompletableFuture<Exchange>> ends = new ArrayList<>();
        for (int script = 0; script < scripts; script++) {
            ends.add(begin(step, Map.of()));
        }
        List<Exchange> all = new ArrayList<>();
        for (CompletableFuture<Exchange> end : ends) {
            all.add(end.get(60, TimeUnit.SECONDS));
        }
        return all;
    }
}
