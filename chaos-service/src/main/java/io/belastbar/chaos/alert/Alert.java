package io.belastbar.chaos.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that an alerting system says of itself: that it fires, or that it is over.
 *
 * @param fingerprint names its labels; see {@link LabelFingerprint}
 * @param startsAt since when it fires
 * @param endsAt when it was over; of one that fires, when it is over if nothing more is heard, if that is said
 */
public record Alert(
        String fingerprint,
        Instant startsAt,
        Status status,
        Optional<Instant> endsAt,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<String> generatorUrl) {

    /** As Alertmanager spells it, in lower case. */
    public enum Status {
        FIRING,
        RESOLVED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Alert {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }
}
