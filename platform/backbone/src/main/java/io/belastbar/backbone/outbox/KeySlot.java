package io.belastbar.backbone.outbox;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The key range that an event belongs to. A slot is published by one relay at a time, which keeps the order of its keys.
 *
 * <p>The number of slots bounds how many relays can share the work. It is stored with each row: changing it needs an
 * empty outbox.
 */
public final class KeySlot {

    /** How many slots there are. */
    public static final int COUNT = 64;

    /** How many writer locks there are; a bound, so that a large transaction cannot exhaust PostgreSQL's lock table. */
    static final int STRIPES = 1024;

    private KeySlot() {}

    /** The slot of a message, 0 to 63; a message without a key belongs to slot 0. */
    public static short of(String topic, String key) {
        return (short) (hash(topic, key) % COUNT);
    }

    /** The writer lock that makes the order of sequences the order of commits, for the keys of one stripe. */
    static int stripe(String topic, String key) {
        return (int) (hash(topic, key) % STRIPES);
    }

    private static long hash(String topic, String key) {
        if (key == null) {
            return 0;
        }
        CRC32C hash = new CRC32C();
        hash.update((topic + '\n' + key).getBytes(StandardCharsets.UTF_8));
        return hash.getValue();
    }
}
