package io.belastbar.backbone.outbox;

import io.belastbar.backbone.envelope.MessageKey;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The writer lock that an event's key belongs to: it makes the order of sequences the order of commits. */
final class KeyStripe {

    /** How many locks there are; a bound, so that a large transaction cannot exhaust PostgreSQL's lock table. */
    static final int COUNT = 1024;

    private KeyStripe() {}

    /** The lock of a message, 0 to 1,023; all messages of a topic without a key share one. */
    static int of(String topic, MessageKey key) {
        if (key == null) {
            return 0;
        }
        CRC32C hash = new CRC32C();
        hash.update((topic + '\n').getBytes(StandardCharsets.UTF_8));
        hash.update(key.bytes());
        return (int) (hash.getValue() % COUNT);
    }
}
