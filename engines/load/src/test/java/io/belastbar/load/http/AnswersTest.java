package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.RequestStep;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status of an answer is judged before its body is read. */
@Timeout(120)
class AnswersTest {

    private static final RequestStep READING = Lab.reading("/");

    @ParameterizedTest
    @CsvSource({"500,br", "404,gzip", "503,deflate", "400,zstd"})
    void aBodyThatCannotBeReadDoesNotHideTheStatus(int status, String encoding) throws Exception {
        try (RawTarget target = answering(status, encoding, "no such coding".getBytes(StandardCharsets.US_ASCII));
                Lab lab = new Lab(target.url())) {
            assertThat(lab.end(READING).status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"200,br", "302,gzip", "200,deflate"})
    void aGoodStatusNeedsABodyThatCanBeRead(int status, String encoding) throws Exception {
        try (RawTarget target = answering(status, encoding, "no such coding".getBytes(StandardCharsets.US_ASCII));
                Lab lab = new Lab(target.url())) {
            assertThat(lab.end(READING).failure().cause()).isEqualTo(ErrorClass.PROTOCOL_ERROR);
        }
    }

    @Test
    void theBodyOfAnErrorIsKeptWhereItCanBeRead() throws Exception {
        try (RawTarget target = answering(500, "identity", "out of order".getBytes(StandardCharsets.US_ASCII));
                Lab lab = new Lab(target.url())) {
            assertThat(lab.end(READING).body()).isEqualTo("out of order");
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void deflateIsReadWithAndWithoutItsFrame(boolean raw) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(6, raw))) {
            out.write("{\"id\":1}".getBytes(StandardCharsets.US_ASCII));
        }
        try (RawTarget target = answering(200, "deflate", packed.toByteArray());
                Lab lab = new Lab(target.url())) {
            assertThat(lab.end(READING).body()).isEqualTo("{\"id\":1}");
        }
    }

    @Test
    void aTimeOutSaysHowMuchHadCome() throws Exception {
        try (RawTarget target = RawTarget.serving(wire -> {
                    if (wire.request().startsWith("GET /half")) {
                        wire.say("HTTP/1.1 200 OK\r\n");
                    }
                    wire.waitForEnd();
                });
                Lab lab = new Lab(target.url(), Lab.Plan.PLAIN.timeout(1_500))) {
            lab.open();
            Exchange.Failed silent = lab.end(Lab.get("/")).failure();

            assertThat(silent.detail()).isEqualTo("no answer within 1500 ms");
            // Whether the bytes come before the time-out is the machine's affair.
            await().atMost(Lab.PATIENCE).untilAsserted(() -> assertThat(
                            lab.end(Lab.get("/half")).failure().detail())
                    .isEqualTo("no whole answer within 1500 ms, but 17 bytes"));
        }
    }

    private static RawTarget answering(int status, String encoding, byte[] body) throws Exception {
        return RawTarget.answering((request, wire) -> {
            wire.say("HTTP/1.1 " + status + " X\r\nContent-Encoding: " + encoding + "\r\nContent-Length: " + body.length
                    + "\r\n\r\n");
            wire.say(body);
        });
    }
}
