package io.belastbar.web.body;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At most 1 MiB of large bodies at once, as application.properties of the tests has it. */
@QuarkusTest
class LargeBodiesIT {

    private static final String PATH = "/api/v1/probe/items";
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void aLargeBodyBesideOthersIsToldToComeBackAndASmallOneIsNot() throws Exception {
        try (Socket slow = begin(1_500_000)) {
            await().atMost(LONG).until(() -> item(200_000).statusCode() == 503);
            item(200_000)
                    .then()
                    .header("Retry-After", equalTo("2"))
                    .contentType("application/problem+json")
                    .body("detail", containsString("at most 1048576 bytes at once, and this body has 200"));
            assertThat(streamed(HttpClient.Version.HTTP_1_1))
                    .as("of unknown length")
                    .isEqualTo(503);
            assertThat(streamed(HttpClient.Version.HTTP_2))
                    .as("of unknown length")
                    .isEqualTo(503);
            item(1_000).then().statusCode(200);
            assertThat(slow.isConnected()).isTrue();
        }
        await().atMost(LONG).until(() -> item(200_000).statusCode() == 200);
        assertThat(streamed(HttpClient.Version.HTTP_1_1)).isEqualTo(200);
        assertThat(streamed(HttpClient.Version.HTTP_2)).isEqualTo(200);
    }

    @Test
    void aBodyAboveWhatMayBeReadAtOnceIsReadAlone() {
        await().atMost(LONG).until(() -> item(1_900_000).statusCode() == 200);
    }

    private static Response item(int length) {
        return given().header("Authorization", "Bearer engineer-token")
                .contentType("application/json")
                .body("{\"name\":\"" + "x".repeat(length) + "\",\"size\":1}")
                .post(PATH);
    }

    /** Of unknown length, so that only who reads it finds out. */
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aBodyThatIsTooLongWhileItIsReadLeavesRoomForOthers(HttpClient.Version version) throws Exception {
        byte[] tooLong = ("{\"name\":\"" + "x".repeat(3 << 20)).getBytes(StandardCharsets.US_ASCII);

        // Whose connection ends while he sends may hear of that only.
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> streamed(version, tooLong) == 413);

        await().atMost(LONG).until(() -> item(200_000).statusCode() == 200);
        assertThat(streamed(version)).isEqualTo(200);
    }

    /** Bodies of which he says how long they are. */
    @ParameterizedTest
    @ValueSource(ints = {1_500_000, 3_000_000})
    void whoIsRefusedReadsWhyAlthoughHeSendsOn(int length) throws Exception {
        try (Socket slow = begin(1_500_000)) {
            await().atMost(LONG).until(() -> item(200_000).statusCode() == 503);
            try (Socket refused = begin(length)) {
                refused.setSoTimeout((int) LONG.toMillis());
                InputStream answer = refused.getInputStream();
                assertThat(new String(answer.readNBytes(12), StandardCharsets.US_ASCII))
                        .isIn("HTTP/1.1 503", "HTTP/1.1 413");

                for (int sent = 0; sent < 20; sent++) {
                    refused.getOutputStream().write(new byte[50_000]);
                    refused.getOutputStream().flush();
                }
            }
            assertThat(slow.isConnected()).isTrue();
        }
    }

    /** The head of a request does not say there that no body follows. */
    @Test
    void whoBringsNoBodyByHttp2IsNotTakenForALargeOne() throws Exception {
        try (Socket slow = begin(1_500_000)) {
            await().atMost(LONG).until(() -> item(200_000).statusCode() == 503);

            assertThat(empty("GET", "/api/v1/probe/me")).isEqualTo(200);
            assertThat(empty("POST", PATH)).isEqualTo(415);
            assertThat(slow.isConnected()).isTrue();
        }
    }

    private static int empty(String method, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                    .version(HttpClient.Version.HTTP_2)
                    .header("Authorization", "Bearer engineer-token")
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            return answer.statusCode();
        }
    }

    private static int streamed(HttpClient.Version version) throws IOException, InterruptedException {
        return streamed(version, "{\"name\":\"a\",\"size\":1}".getBytes(StandardCharsets.US_ASCII));
    }

    private static int streamed(HttpClient.Version version, byte[] body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + PATH))
                    .version(version)
                    .header("Authorization", "Bearer engineer-token")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** Somebody who has sent the beginning of a body and takes his time. */
    private static Socket begin(int length) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer engineer-token\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n{\"name\":\"";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
