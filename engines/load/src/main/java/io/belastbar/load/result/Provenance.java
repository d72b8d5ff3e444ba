package io.belastbar.load.result;

import java.util.List;

/**
 * Who measured a result, and what a reader must know about it.
 *
 * @param engine belastbar, hyperfoil, k6, jmeter, gatling, wrk2 or hdrhistogram
 * @param engineVersion empty: not known
 * @param source the file or the service that it was read from; empty: this service
 * @param notes what differs from a measurement of our own, as sentences
 * @param highestKnownPercentile above which nothing was measured, in percent; 100 for full histograms
 */
public record Provenance(
        String engine, String engineVersion, String source, List<String> notes, double highestKnownPercentile) {

    public Provenance {
        notes = List.copyOf(notes);
    }

    public Provenance(String engine, String engineVersion, String source, List<String> notes) {
        this(engine, engineVersion, source, notes, 100);
    }

    public static Provenance own(String version) {
        return new Provenance("belastbar", version, "", List.of());
    }
}
