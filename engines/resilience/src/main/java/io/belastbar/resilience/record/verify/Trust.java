package io.belastbar.resilience.record.verify;

import java.util.Optional;
import java.util.Set;

/**
 * What a verifier knows from elsewhere than the file.
 *
 * @param keys fingerprints of keys that may sign; empty if none is known: then the file's own key is taken, which shows
 *     nothing about who wrote it
 * @param head a head that was kept elsewhere
 * @param mayBeUnderWay whether a record without its end will do
 */
public record Trust(Set<String> keys, Optional<KnownHead> head, boolean mayBeUnderWay) {

    public static final Trust NOTHING = new Trust(Set.of(), Optional.empty(), false);

    public Trust {
        keys = Set.copyOf(keys);
    }

    public static Trust inKey(String fingerprint) {
        return new Trust(Set.of(fingerprint), Optional.empty(), false);
    }

    public Trust with(KnownHead known) {
        return new Trust(keys, Optional.of(known), mayBeUnderWay);
    }

    public Trust underWay() {
        return new Trust(keys, head, true);
    }
}
