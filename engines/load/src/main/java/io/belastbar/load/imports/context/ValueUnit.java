package io.belastbar.load.imports.context;

import io.belastbar.document.InvalidInput;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** In which unit a file has its times, where the file itself does not say. */
public enum ValueUnit {
    NANOSECONDS("ns", 1e-3),
    MICROSECONDS("us", 1),
    MILLISECONDS("ms", 1e3),
    SECONDS("s", 1e6);

    private final String label;
    private final double micros;

    ValueUnit(String label, double micros) {
        this.label = label;
        this.micros = micros;
    }

    /** As in the API: {@code us}. */
    public String label() {
        return label;
    }

    /** How many microseconds one of it has. */
    public double micros() {
        return micros;
    }

    /** {@code milliseconds}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By its label; empty for none.
     *
     * @throws InvalidInput for any other text
     */
    public static Optional<ValueUnit> named(String label) {
        if (label == null || label.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(unit -> unit.label.equals(label))
                .findFirst()
                .orElseThrow(() -> InvalidInput.of(
                        "unit",
                        "must be one of "
                                + Arrays.stream(values()).map(ValueUnit::label).collect(Collectors.joining(", ")),
                        label)));
    }
}
