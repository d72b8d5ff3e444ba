package io.belastbar.load.imports;

import io.belastbar.document.InvalidInput;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The results of other tools that can be read. */
public enum ImportFormat {
    /** k6: {@code --summary-export}, the data of {@code handleSummary}, or the machine-readable summary. */
    K6_SUMMARY("k6-summary"),
    /** k6: {@code --out json}. */
    K6_STREAM("k6-stream"),
    /** k6: {@code --out csv}. */
    K6_CSV("k6-csv"),
    /** JMeter: JTL as CSV with a header, or as XML. */
    JMETER("jmeter"),
    /** Gatling: {@code simulation.log} as text, 3.0 to 3.12. */
    GATLING("gatling"),
    /** An HdrHistogram log, or the percentile distribution that wrk2 and HdrHistogram print. */
    HDRHISTOGRAM("hdrhistogram");

    private final String label;

    ImportFormat(String label) {
        this.label = label;
    }

    /** As in the API: {@code k6-summary}. */
    public String label() {
        return label;
    }

    /**
     * By its name; empty for {@code auto} and for none.
     *
     * @throws InvalidInput for any other name
     */
    public static Optional<ImportFormat> named(String label) {
        if (label == null || label.isBlank() || label.equals("auto")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst()
                .orElseThrow(() -> InvalidInput.of("format", "must be auto or one of " + labels(), label)));
    }

    static String labels() {
        return Arrays.stream(values()).map(ImportFormat::label).collect(Collectors.joining(", "));
    }
}
