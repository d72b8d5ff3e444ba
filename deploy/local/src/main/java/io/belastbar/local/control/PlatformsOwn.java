package io.belastbar.local.control;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names of the children that nobody may break: the loss of the platform itself is no exercise. Pure. */
record PlatformsOwn(Set<String> names) {
    PlatformsOwn {
        names = Set.copyOf(names);
    }

    /** However it is written: wide letters, spaces and what nobody sees make no other name. */
    Optional<String> of(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("[\\p{C}\\p{Z}\\s]", "")
                .toLowerCase(Locale.ROOT);
        return Optional.of(plain).filter(names::contains);
    }
}
