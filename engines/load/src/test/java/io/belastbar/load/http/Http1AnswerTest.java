package io.belastbar.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an answer ends does not depend on the pieces in which it comes. */
class Http1AnswerTest {

    @Property(tries = 300)
    void anAnswerIsTheSameHoweverItIsCut(
            @ForAll("bodies") String body, @ForAll boolean chunked, @ForAll boolean keep, @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        String wire = (chunked ? chunked(body, random) : fixed(body)) + "NEXT";
        Http1Answer answer = new Http1Answer(new byte[1 + random.nextInt(64)]);
        AnswerBody kept = keep ? new AnswerBody(1 << 20, new AnswerBody.Budget(1 << 20)) : null;
        answer.begin(false, kept);

        boolean complete = false;
        ByteBuf left = Unpooled.copiedBuffer(wire, StandardCharsets.ISO_8859_1);
        while (!complete && left.isReadable()) {
            ByteBuf piece = left.readSlice(Math.min(left.readableBytes(), 1 + random.nextInt(40)));
            complete = answer.read(piece);
            left.readerIndex(left.readerIndex() - piece.readableBytes());
        }

        assertThat(complete).isTrue();
        assertThat(left.toString(StandardCharsets.ISO_8859_1)).isEqualTo("NEXT");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.keepsAlive()).isTrue();
        if (keep) {
            assertThat(new String(kept.decoded(null), StandardCharsets.ISO_8859_1))
                    .isEqualTo(body);
        }
    }

    /** Whatever comes, it is an answer, an error or not complete: never another exception, never an endless loop. */
    @Property(tries = 500)
    void noBytesBreakTheReader(@ForAll byte[] nonsense, @ForAll boolean afterHead) {
        Http1Answer answer = new Http1Answer(new byte[32]);
        answer.begin(false, new AnswerBody(1 << 20, new AnswerBody.Budget(1 << 20)));
        byte[] head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuf in = afterHead ? Unpooled.wrappedBuffer(head, nonsense) : Unpooled.wrappedBuffer(nonsense);

        String outcome;
        try {
            outcome = answer.read(in) ? "complete" : "more";
        } catch (AnswerRefused refused) {
            outcome = refused.errorClass().name();
        }

        assertThat(outcome).isIn("complete", "more", "PROTOCOL_ERROR", "BODY_TOO_LARGE");
    }

    @ParameterizedTest
    @CsvSource({"13108,1", "9000,8192", "11000,100", "300000,1"})
    void anAnswerMayHaveAnyNumberOfChunks(int chunks, int bytes) throws Exception {
        Http1Answer answer = answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        String chunk = Integer.toHexString(bytes) + ";x=y\r\n" + "x".repeat(bytes) + "\r\n";
        ByteBuf one = Unpooled.copiedBuffer(chunk, StandardCharsets.ISO_8859_1);

        for (int i = 0; i < chunks; i++) {
            assertThat(answer.read(one.duplicate())).isFalse();
        }

        assertThat(answer.read(bytes("0\r\nT: 1\r\n\r\n"))).isTrue();
        assertThat(answer.keepsAlive()).isTrue();
    }

    @Test
    void oneLineBetweenChunksIsBounded() throws Exception {
        for (String endless : List.of("5;" + "x".repeat(100), "5\r\nhello" + " ".repeat(100), "0".repeat(100))) {
            Http1Answer answer = answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            answer.read(bytes(endless));

            assertThatThrownBy(() -> {
                        for (int i = 0; i < Http1Answer.HEAD_BYTES_MAX / 100; i++) {
                            answer.read(bytes(" ".repeat(100)));
                        }
                    })
                    .isInstanceOf(AnswerRefused.class);
        }
    }

    @Test
    void trailersAreBoundedTogetherWithTheHead() throws Exception {
        Http1Answer answer = answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");

        assertThatThrownBy(() -> {
                    for (int i = 0; i < Http1Answer.HEAD_BYTES_MAX / 100 + 1; i++) {
                        answer.read(bytes("T: " + "x".repeat(95) + "\r\n"));
                    }
                })
                .isInstanceOf(AnswerRefused.class)
                .hasMessageContaining("larger than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length\t:2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity, Chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED \r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0000000000000002\r\nok\r\n0000000000000000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0000000000000000000000000000002 ;x\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 205 Reset Content\r\n\r\n",
                "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 205 Reset Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void theEndIsFoundInUnusualSpellingsToo(String wire) throws Exception {
        Http1Answer answer = answered("");
        ByteBuf in = bytes(wire + "NEXT");

        assertThat(answer.read(in)).isTrue();
        assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo("NEXT");
        assertThat(answer.keepsAlive()).isTrue();
    }

    @Test
    void aCodingThatIsNotKnownEndsWithItsConnection() throws Exception {
        Http1Answer answer = answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\nok");

        assertThat(answer.endsWithConnection()).isTrue();
        assertThat(answer.keepsAlive()).isFalse();
    }

    private static Http1Answer answered(String begin) throws AnswerRefused {
        Http1Answer answer = new Http1Answer(new byte[64]);
        answer.begin(false, null);
        answer.read(bytes(begin));
        return answer;
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.strings().withChars("ab\r\n:0").ofMinLength(0).ofMaxLength(300);
    }

    private static String fixed(String body) {
        return "HTTP/1.1 201 Created\r\nX: y\r\ncontent-LENGTH:  " + body.length() + " \r\n\r\n" + body;
    }

    private static String chunked(String body, Random random) {
        StringBuilder wire = new StringBuilder("HTTP/1.1 201\r\nTransfer-Encoding: chunked\r\n\r\n");
        int at = 0;
        while (at < body.length()) {
            int size = Math.min(body.length() - at, 1 + random.nextInt(50));
            wire.append(Integer.toHexString(size)).append(";e=1\r\n");
            wire.append(body, at, at + size).append("\r\n");
            at += size;
        }
        return wire.append("0\r\nT: 1\r\n\r\n").toString();
    }
}
