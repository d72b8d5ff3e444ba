package io.belastbar.chaos.alert;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fingerprint of labels as Prometheus and Alertmanager compute it (prometheus/common {@code model.LabelSet}): FNV-1a
 * of 64 bits over the names and values in the order of the names, each followed by a byte 0xFF. So that an alert is the
 * same one, whichever way it comes.
 */
final class LabelFingerprint {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xff;

    private LabelFingerprint() {}

    /** 16 hexadecimal digits. */
    static String of(Map<String, String> labels) {
        long hash = OFFSET;
        for (var label : new TreeMap<>(labels).entrySet()) {
            hash = add(add(hash, label.getKey()), label.getValue());
        }
        return "%016x".formatted(hash);
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            sum = (sum ^ (each & SEPARATOR)) * PRIME;
        }
        return (sum ^ SEPARATOR) * PRIME;
    }
}
