package io.belastbar.web.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.TooLarge;
import io.belastbar.web.http.Etag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentTextTest {

    /** As Quarkus' stream: what is closed cannot be read. */
    private static final class Body extends ByteArrayInputStream {
        private boolean closed;

        Body(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] to, int offset, int length) {
            if (closed) {
                throw new IllegalStateException("Stream is closed");
            }
            return super.read(to, offset, length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void aParserThatClosesWhatItReadLeavesTheRestToBeReadOver() throws IOException {
        var body = new Body("a,b\n1,2\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));

        try (var sent = SentText.of(body, headers("text/csv"))) {
            try (var reader = sent.reader()) {
                assertThat(reader.read()).isEqualTo('a');
            }
        }

        assertThat(body.available()).isZero();
        assertThat(body.closed).isTrue();
    }

    @Test
    void theTagOfATextIsThatOfItsBytes() throws IOException {
        var text = "größer,1\n".repeat(50_000);
        var read = new StringWriter();

        try (var sent = SentText.of(new Body(text.getBytes(StandardCharsets.UTF_8)), headers("text/csv"))) {
            sent.reader().transferTo(read);
            assertThat(sent.tag()).isEqualTo(Etag.of(text));
        }

        assertThat(read).hasToString(text);
    }

    @Test
    void aCharsetIsRead() throws IOException {
        InputStream body = new Body("größer".getBytes(StandardCharsets.ISO_8859_1));

        try (var sent = SentText.of(body, headers("text/csv;charset=ISO-8859-1"))) {
            assertThat(sent.whole(10)).isEqualTo("größer");
        }
    }

    /** Replaced by another character, it would be a name that nobody has sent. */
    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "text/csv;charset=US-ASCII"})
    void aTextOfAnotherCharsetIsRefusedByLine(String type) throws IOException {
        byte[] bytes = ("a,b\n".repeat(5_000) + "größer").getBytes(StandardCharsets.ISO_8859_1);

        try (var sent = SentText.of(new Body(bytes), headers(type))) {
            var reader = sent.reader();
            assertThatThrownBy(() -> reader.transferTo(new StringWriter()))
                    .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors())
                            .singleElement()
                            .satisfies(fault -> assertThat(fault.line()).isBetween(1, 5_001))
                            .satisfies(fault -> assertThat(fault.rule()).contains("in this line or soon after it")));
        }
        try (var sent = SentText.of(new Body(bytes), headers(type))) {
            assertThatThrownBy(() -> sent.whole(50_000)).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void aTextAboveTheLimitIsRefused() throws IOException {
        try (var sent = SentText.of(new Body(new byte[11]), headers("text/csv"))) {
            assertThatThrownBy(() -> sent.whole(10))
                    .isInstanceOf(TooLarge.class)
                    .hasMessageContaining("10 bytes");
        }
    }

    private static HttpHeaders headers(String type) {
        return (HttpHeaders) Proxy.newProxyInstance(
                SentTextTest.class.getClassLoader(),
                new Class<?>[] {HttpHeaders.class},
                (proxy, method, arguments) -> method.getName().equals("getMediaType") ? mediaType(type) : null);
    }

    private static MediaType mediaType(String type) {
        var parts = type.split(";charset=");
        var plain = new MediaType("text", "csv");
        return parts.length == 1 ? plain : plain.withCharset(parts[1]);
    }
}
