package io.belastbar.chaos.expectation;

import io.belastbar.quantity.Quantity;
import io.belastbar.report.Sentence;
import java.util.Optional;

/**
 * From where to where a value is as expected, both ends included.
 *
 * @param atLeast empty: as low as it likes
 * @param atMost empty: as high as it likes; not below {@code atLeast}
 */
public record Band<Q extends Quantity>(Optional<Q> atLeast, Optional<Q> atMost) {

    public Band {
        if (atLeast.isEmpty() && atMost.isEmpty()) {
            throw new IllegalArgumentException("a band should have an end");
        }
        if (atLeast.isPresent()
                && atMost.isPresent()
                && atLeast.get().magnitude() > atMost.get().magnitude()) {
            throw new IllegalArgumentException(
                    "a band should not be upside down: was " + atLeast.get() + " to " + atMost.get());
        }
    }

    /** Where a measured value lies. */
    public enum Place {
        /** In the band, whatever the error. */
        INSIDE,
        /** Outside, whatever the error. */
        OUTSIDE,
        /** An end of the band lies within the value's error bound. */
        UNDECIDED
    }

    /** @param measured in the base unit of the quantity */
    public Place place(Measured measured) {
        double least = atLeast.map(Quantity::magnitude).orElse(Double.NEGATIVE_INFINITY);
        double most = atMost.map(Quantity::magnitude).orElse(Double.POSITIVE_INFINITY);
        if (measured.least() >= least && measured.most() <= most) {
            return Place.INSIDE;
        }
        return measured.most() < least || measured.least() > most ? Place.OUTSIDE : Place.UNDECIDED;
    }

    /** Whether a value can grow out of it only, never back in: it has an upper end and the value is above. */
    public boolean exceededBy(Measured measured) {
        return atMost.filter(most -> measured.least() > most.magnitude()).isPresent();
    }

    /** With units: {@code 20% to 30%}, {@code at most 500 ms}. */
    public Sentence sentence() {
        if (atLeast.isPresent() && atMost.isPresent()) {
            String from = atLeast.get().text();
            String to = atMost.get().text();
            return new Sentence(from + " to " + to, from + " bis " + to);
        }
        return atMost.map(most -> new Sentence("at most " + most.text(), "höchstens " + most.text()))
                .orElseGet(() -> new Sentence(
                        "at least " + atLeast.get().text(),
                        "mindestens " + atLeast.get().text()));
    }
}
