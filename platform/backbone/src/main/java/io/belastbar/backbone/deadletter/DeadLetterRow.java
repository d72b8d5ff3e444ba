package io.belastbar.backbone.deadletter;

import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessageText;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A dead letter as {@code GET /api/v1/dead-letters} shows it.
 *
 * @param handler who could not apply it; null where nobody could read it
 * @param key null if it had none
 * @param headers in their order, repeated ones too
 * @param data the first 10,000 bytes of the message as text; bytes that are not UTF-8 are replaced
 * @param dataBytes how many bytes there are; null where the message had no data
 * @param replayedAt null while nobody replayed it
 */
public record DeadLetterRow(
        long id,
        String topic,
        int partition,
        long offset,
        String handler,
        String key,
        boolean keyIsBase64,
        List<Header> headers,
        String data,
        Integer dataBytes,
        String reason,
        String exception,
        Instant failedAt,
        Instant replayedAt,
        String replayedBy) {

    /** A header; {@code base64} tells that the value is not text and therefore encoded. */
    public record Header(String name, String value, boolean base64) {

        static Header of(MessageHeader header) {
            boolean base64 = header.value() != null && !isText(header.value());
            String value = header.value() == null ? null : readable(header.value());
            return new Header(header.name(), value, base64);
        }
    }

    static boolean isText(byte[] bytes) {
        return MessageText.of(bytes).isPresent();
    }

    /** The text, or where it is none, the bytes in Base64. */
    static String readable(byte[] bytes) {
        return MessageText.of(bytes).orElseGet(() -> Base64.getEncoder().encodeToString(bytes));
    }
}
