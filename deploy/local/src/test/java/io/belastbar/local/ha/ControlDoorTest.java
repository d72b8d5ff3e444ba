package io.belastbar.local.ha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door as whoever connects to its port finds it: bytes through a socket, and a process that is really broken. */
@Timeout(120)
class ControlDoorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final String CHILD = "/children/" + DoorOfASleeper.CHILD;
    private static final String FAULT = CHILD + "/fault";

    @TempDir
    Path folder;

    private DoorOfASleeper door;

    @BeforeEach
    void open() throws Exception {
        door = new DoorOfASleeper(folder);
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer wrong\r\n",
                "Authorization: Bearer\r\n",
                "Authorization: Bearer t-0123456789x\r\n",
                "Authorization: Bearer t-012345678\r\n",
                "Authorization: Basic t-0123456789\r\n",
                "Authorization: t-0123456789\r\n",
                "X-Token: t-0123456789\r\n"
            })
    void nobodyWithoutTheTokenIsAnsweredWhateverIsAsked(String header) throws Exception {
        for (String asked : List.of("GET /children", "PUT " + FAULT, "POST /release", "GET /nothing", "FOO " + CHILD)) {
            String body = order("f-1", "freeze", 60_000);
            Said said = raw(asked + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "Content-Length: "
                    + body.length() + "\r\n\r\n" + body);

            assertThat(said.status()).as(asked).isEqualTo(401);
            assertThat(said.head()).containsIgnoringCase("www-authenticate: Bearer");
            assertThat(said.json().path("detail").asText()).doesNotContain(DoorOfASleeper.TOKEN);
        }
        assertThat(door.child.pauses).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql",
                "PostgreSQL",
                "POSTGRESQL",
                "%70ostgresql",
                "postgresql%20",
                "%09redis",
                "Kafka",
                "kafka%00",
                "%EF%BD%92edis",
                "chaos",
                "budget%E2%80%8B"
            })
    void platformsOwnAreForbiddenByAnySpelling(String name) throws Exception {
        Said said = call("PUT", "/children/" + name + "/fault", order("f-1", "kill", 60_000));

        assertThat(said.status()).isEqualTo(403);
        assertThat(said.json().path("detail").asText()).contains("the platform's own");
        assertThat(call("POST", "/children/" + name + "/start", "").status()).isEqualTo(403);
        assertThat(call("DELETE", "/children/" + name + "/fault?token=f-1", "").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/children/nobody",
                "/children/%22%C3%BC%27%3B",
                "/children/smartbav%00x",
                "/children/..%2F..%2Fetc",
                "/children/" + DoorOfASleeper.CHILD + "/fault/more",
                "/nothing",
                "/"
            })
    void strangersAreUnknown(String path) throws Exception {
        Said said = call("GET", path, "");

        assertThat(said.status()).isEqualTo(404);
        assertThat(said.json().path("status").asInt()).isEqualTo(404);
    }

    @Test
    void methodThatIsNotAllowedIsAnsweredWithThoseThatAre() throws Exception {
        Said said = call("PATCH", FAULT, "");

        assertThat(said.status()).isEqualTo(405);
        assertThat(said.head()).containsIgnoringCase("allow: PUT, DELETE");
        assertThat(call("POST", "/children", "").head()).containsIgnoringCase("allow: GET");
        assertThat(call("GET", "/release", "").status()).isEqualTo(405);
        assertThat(call("GET", CHILD + "/start", "").status()).isEqualTo(405);
        assertThat(call("DELETE", "/replication", "").status()).isEqualTo(405);
    }

    @Test
    void documentThatIsTooLargeIsNotReadToItsEnd() throws Exception {
        String padded = order("f-1", "freeze", 60_000) + " ".repeat(20_000);
        assertThat(call("PUT", FAULT, padded).status()).isEqualTo(413);

        String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
        Said endless = raw(head("PUT", FAULT, "Transfer-Encoding: chunked"), chunk, chunk, chunk);

        assertThat(endless.status()).isEqualTo(413);
        assertThat(door.child.pauses).hasValue(0);
    }

    @Test
    void documentInChunksOrDropByDropIsOneDocument() throws Exception {
        String order = order("f-1", "freeze", 60_000);
        List<String> chunks = new ArrayList<>(List.of(head("PUT", FAULT, "Transfer-Encoding: chunked")));
        for (char each : order.toCharArray()) {
            chunks.add("1;x=y\r\n" + each + "\r\n");
        }
        chunks.add("0\r\n\r\n");

        assertThat(raw(chunks.toArray(String[]::new)).json().path("state").asText())
                .isEqualTo("FROZEN");
        String whole = head("PUT", FAULT, "Content-Length: " + order.length()) + order;
        Said again = raw(whole.split("(?<=\\G.{3})"));

        assertThat(again.status()).as("the same order").isEqualTo(200);
        assertThat(door.child.pauses).as("done once").hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"f\"",
                "{",
                "{} {}",
                "{\"token\":\"a\",\"token\":\"b\"}",
                "{\"token\":\"a\0b\"}",
                "\0",
                "{\"token\":\"a\\u0000b\",\"action\":\"kill\",\"expiresAfterMs\":1000}",
                "{\"token\":\"f\",\"action\":\"KILL\",\"expiresAfterMs\":1000}",
                "{\"token\":\"f\",\"action\":\"kill\",\"expiresAfterMs\":\"1000\"}",
                "{\"token\":\"f\",\"action\":\"kill\",\"expiresAfterMs\":1e3}",
                "{\"token\":\"f\",\"action\":\"kill\",\"expiresAfterMs\":0}",
                "{\"token\":\"f\",\"action\":\"kill\",\"expiresAfterMs\":99999999999999999999}",
                "{\"token\":\"f\",\"action\":\"kill\"}",
                "{\"token\":\"f\",\"action\":\"kill\",\"expiresAfterMs\":1000,\"force\":true}",
                "{\"token\":\"f\",\"action\":\"kill\",\"expiresAfterMs\":1000,\"notAfter\":\"soon\"}"
            })
    void documentThatIsNoOrderIsRefusedAndNothingIsDone(String body) throws Exception {
        Said said = call("PUT", FAULT, body);

        assertThat(said.status()).as(said.toString()).isEqualTo(400);
        assertThat(child().path("fault").isNull()).isTrue();
        assertThat(child().path("state").asText()).isEqualTo("RUNNING");
    }

    @Test
    void documentThatIsNestedAsDeepAsItFitsIsRefused() throws Exception {
        assertThat(call("PUT", FAULT, "{\"token\":" + "[".repeat(16_000)).status())
                .isEqualTo(400);
        assertThat(call("PUT", FAULT, "[".repeat(8000) + "]".repeat(8000)).status())
                .isEqualTo(400);
    }

    @Test
    void ofManyCallersAtOnceOneWinsAndTheOthersAreToldWhoDid() throws Exception {
        var answers = atOnce(16, number -> call("PUT", FAULT, order("f-" + number, "freeze", 60_000)));

        assertThat(answers.stream().filter(said -> said.status() == 200)).hasSize(1);
        String winner = child().path("fault").asText();
        assertThat(answers.stream().filter(said -> said.status() != 200)).allSatisfy(said -> {
            assertThat(said.status()).isEqualTo(409);
            assertThat(said.json().path("detail").asText())
                    .isEqualTo("smartbav: fault " + winner + " is in force here");
        });
        assertThat(door.child.pauses).hasValue(1);
        assertThat(takeBack(winner).status()).isEqualTo(200);
    }

    @Test
    void orderThatIsRepeatedByManyAtOnceIsDoneOnceAndAnsweredToAll() throws Exception {
        var answers = atOnce(16, number -> call("PUT", FAULT, order("f-1", "freeze", 60_000)));

        assertThat(answers).allMatch(said -> said.status() == 200);
        assertThat(door.child.pauses).hasValue(1);
    }

    @Test
    void orderThatArrivesAfterItWasTakenBackIsRefused() throws Exception {
        assertThat(takeBack("f-1").status()).as("it has not come yet").isEqualTo(200);
        assertThat(call("PUT", FAULT, order("f-1", "kill", 60_000)).status()).isEqualTo(409);

        assertThat(call("POST", "/release", "{\"token\":\"f-2\"}").status()).isEqualTo(200);
        assertThat(call("PUT", FAULT, order("f-2", "kill", 60_000)).status()).isEqualTo(409);

        call("PUT", FAULT, order("f-3", "kill", 60_000));
        assertThat(takeBack("f-3").json().path("state").asText()).isEqualTo("RUNNING");
        Said late = call("PUT", FAULT, order("f-3", "kill", 60_000));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("detail").asText()).isEqualTo("smartbav: fault f-3 has ended: TAKEN_BACK");
        assertThat(child().path("state").asText()).isEqualTo("RUNNING");
    }

    @Test
    void orderAfterItsLastMomentIsRefused() throws Exception {
        String past = Instant.now().minusSeconds(1).toString();
        String order = order("f-1", "kill", 60_000).replace("}", ",\"notAfter\":\"" + past + "\"}");

        assertThat(call("PUT", FAULT, order).status()).isEqualTo(409);
        assertThat(child().path("state").asText()).isEqualTo("RUNNING");
    }

    @Test
    void takingBackAndInjectingAtOnceLeavesNothingBroken() throws Exception {
        for (int round = 0; round < 10; round++) {
            String token = "r-" + round;
            atOnce(2, number -> number == 0 ? call("PUT", FAULT, order(token, "freeze", 60_000)) : takeBack(token));
            Said well = takeBack(token);

            assertThat(well.status()).isEqualTo(200);
            assertThat(well.json().path("fault").isNull()).isTrue();
            assertThat(RunningServers.standsStill(door.child.pid())).isFalse();
        }
    }

    @Test
    void callerWhoSaysNothingOrHalfHoldsUpNoOther() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = connect();
                silent.add(socket);
                String half = head("PUT", FAULT, "Content-Length: 100") + "{\"token\"";
                socket.getOutputStream()
                        .write(half.substring(0, half.length() * i / 49).getBytes(StandardCharsets.UTF_8));
            }

            assertThat(call("GET", "/children", "").status()).isEqualTo(200);
            assertThat(call("PUT", FAULT, order("f-1", "freeze", 60_000)).status())
                    .isEqualTo(200);
            assertThat(takeBack("f-1").status()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void doorThatClosesLeavesNothingStanding() throws Exception {
        call("PUT", FAULT, order("f-1", "freeze", 3_600_000));
        long pid = door.child.pid();
        RunningServers.await("it has heard of it", () -> RunningServers.standsStill(pid));

        door.close();

        assertThat(RunningServers.standsStill(pid)).isFalse();
    }

    private interface Asking {
        Said ask(int number) throws Exception;
    }

    private static List<Said> atOnce(int callers, Asking asking) throws Exception {
        var begin = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Said>> asked = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int number = i;
                Callable<Said> one = () -> {
                    begin.await();
                    return asking.ask(number);
                };
                asked.add(threads.submit(one));
            }
            begin.countDown();
            List<Said> said = new ArrayList<>();
            for (Future<Said> each : asked) {
                said.add(each.get(60, TimeUnit.SECONDS));
            }
            return said;
        }
    }

    private JsonNode child() throws Exception {
        return call("GET", CHILD, "").json();
    }

    /** The door waits 10 s for the child to be well; who is told "not yet" asks again. */
    private Said takeBack(String token) throws Exception {
        Said said = call("DELETE", FAULT + "?token=" + token, "");
        for (int again = 0; said.status() == 503 && again < 6; again++) {
            said = call("DELETE", FAULT + "?token=" + token, "");
        }
        return said;
    }

    private static String order(String token, String action, long millis) {
        return "{\"token\":\"%s\",\"action\":\"%s\",\"expiresAfterMs\":%d}".formatted(token, action, millis);
    }

    private Said call(String method, String path, String body) throws Exception {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return raw(head(method, path, "Content-Length: " + length) + body);
    }

    private static String head(String method, String path, String header) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + DoorOfASleeper.TOKEN + "\r\n" + header + "\r\n\r\n";
    }

    private record Said(int status, String head, JsonNode json) {}

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), door.door.port());
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Each piece by itself; the answer may come before the last. */
    private Said raw(String... pieces) throws Exception {
        try (Socket socket = connect()) {
            try {
                for (String piece : pieces) {
                    socket.getOutputStream().write(piece.getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().flush();
                }
            } catch (SocketException answeredAlready) {
                // What it said is still to be read.
            }
            String text = answer(socket);
            int end = text.indexOf("\r\n\r\n");
            return new Said(
                    Integer.parseInt(text.substring(9, 12)),
                    text.substring(0, end),
                    JSON.readTree(text.substring(end + 4)));
        }
    }

    /** As long as it says that it is; the connection may stay open. */
    private static String answer(Socket socket) throws IOException {
        var text = new StringBuilder();
        int left = Integer.MAX_VALUE;
        for (int next = socket.getInputStream().read();
                next >= 0;
                next = socket.getInputStream().read()) {
            text.append((char) next);
            left--;
            if (left > 1_000_000 && text.toString().endsWith("\r\n\r\n")) {
                var length = CONTENT_LENGTH.matcher(text);
                left = length.find() ? Integer.parseInt(length.group(1)) : 0;
            }
            if (left == 0) {
                return text.toString();
            }
        }
        throw new IOException("no whole answer: " + text);
    }
}
