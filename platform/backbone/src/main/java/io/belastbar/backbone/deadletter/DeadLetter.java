package io.belastbar.backbone.deadletter;

import io.belastbar.backbone.envelope.CloudEventHeaders;
import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that this service could not apply, and why.
 *
 * @param handler which handler could not apply it; null where nobody could read it
 * @param exception the class of the exception
 */
public record DeadLetter(ReceivedMessage message, String handler, String reason, String exception, Instant failedAt) {

    private static final int REASON_CHARACTERS_MAX = 2000;

    /** What is text is cut to 2,000 characters and made such that PostgreSQL takes it. */
    public DeadLetter {
        reason = storable(reason);
        exception = storable(exception);
    }

    /** The dead letter of a message that failed with this. */
    public static DeadLetter of(ReceivedMessage message, String handler, Throwable cause, Instant failedAt) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new DeadLetter(message, handler, reason, cause.getClass().getName(), failedAt);
    }

    /** The same with a reason of its own. */
    public DeadLetter because(String ownReason) {
        return new DeadLetter(message, handler, ownReason, exception, failedAt);
    }

    /** The event's source and id; empty where the message names none, or none that an applied event can have. */
    public Optional<String> eventSource() {
        return message.header(CloudEventHeaders.SOURCE).filter(DeadLetter::isStorable);
    }

    /** See {@link #eventSource}. */
    public Optional<String> eventId() {
        return message.header(CloudEventHeaders.ID).filter(DeadLetter::isStorable);
    }

    /**
     * A digest that is the same whenever the same message fails for the same handler, and else differs: an event is what
     * its source and id say, wherever it stands; another message is what stands at its place since its time.
     */
    public byte[] identity() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            DataOutputStream out =
                    new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            MessagePosition position = message.position();
            write(out, handler);
            write(out, position.topic());
            if (eventSource().isEmpty() || eventId().isEmpty()) {
                out.writeInt(position.partition());
                out.writeLong(position.offset());
                write(out, String.valueOf(position.timestamp()));
            }
            write(out, message.key() == null ? null : message.key().bytes());
            for (MessageHeader header : message.headers()) {
                write(out, header.name());
                write(out, header.value());
            }
            write(out, message.data());
            return digest.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static String storable(String text) {
        String cut = text.length() > REASON_CHARACTERS_MAX ? text.substring(0, REASON_CHARACTERS_MAX) : text;
        // Half a character becomes a question mark, here and not in the driver.
        String whole = new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return whole.replace('\u0000', '\uFFFD');
    }

    private static boolean isStorable(String text) {
        return text.indexOf('\u0000') < 0;
    }
}
