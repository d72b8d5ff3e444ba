package io.belastbar.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReceivedSpanTest {

    @Test
    void whatAnExportHasIsRead() {
        byte[] attribute = with(text(1, "service.name"), field(2, text(1, "budget-service")));
        byte[] span = with(
                field(1, new byte[] {1, 2}),
                field(2, new byte[] {3}),
                text(5, "process x"),
                new byte[] {6 << 3, 5},
                new byte[] {7 << 3 | 1, 0, 0, 0, 0, 0, 0, 0, 0},
                field(15, new byte[] {3 << 3, 2}),
                field(9, with(text(1, "n"), field(2, new byte[] {3 << 3, (byte) 0xac, 2}))));
        byte[] export = field(1, with(field(1, field(1, attribute)), field(2, field(2, span))));

        assertThat(ReceivedSpan.of(export))
                .singleElement()
                .isEqualTo(new ReceivedSpan(
                        "budget-service",
                        "0102",
                        "03",
                        "",
                        "process x",
                        ReceivedSpan.Kind.CONSUMER,
                        true,
                        java.util.Map.of("n", "300")));
        assertThat(ReceivedSpan.of(new byte[0])).isEmpty();
    }

    @Test
    void halfAMessageIsNone() {
        assertThatThrownBy(() -> ReceivedSpan.of(new byte[] {1 << 3 | 2, 9, 1}))
                .isInstanceOf(BufferUnderflowException.class);
    }

    private static byte[] text(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int number, byte[] bytes) {
        return with(new byte[] {(byte) (number << 3 | 2), (byte) bytes.length}, bytes);
    }

    private static byte[] with(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
