package io.belastbar.chaos.expectation.load;

import io.belastbar.chaos.expectation.Band;
import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.Measured;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.load.LoadFigures.Figures;
import io.belastbar.quantity.Quantity;
import io.belastbar.report.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A figure of the load that runs lies in a band. */
public sealed interface LoadExpectation extends Expectation permits ErrorRate, Latency, Throughput {

    LoadScope scope();

    Band<? extends Quantity> band();

    /** The figure in the base unit of the band's quantity; empty if there is none without requests. */
    Optional<Measured> figure(Figures figures, int seconds);

    /** A figure with its unit, for people. */
    Sentence text(double value);

    /** What it is in a machine's hands: {@code errorPercent}; and by how much its base unit is divided for it. */
    String key();

    double perKey();

    /**
     * Judges what the load showed. Of several tenants the one decides that is furthest from what is expected.
     *
     * @return NOT_YET outside the band: seconds that are to come may be better. UNKNOWN without requests, and while an end
     *     of the band lies within the error bound
     */
    default Observation judge(LoadFigures load) {
        Observation worst = null;
        for (Figures figures : load.figures()) {
            Observation one = judge(figures, load);
            worst = worst == null || rank(one.result()) > rank(worst.result()) ? one : worst;
        }
        return worst == null
                ? Observation.unknown("no requests in these seconds", "keine Anfragen in diesen Sekunden")
                : worst;
    }

    private static int rank(Result result) {
        return switch (result) {
            case HOLDS -> 0;
            case UNKNOWN -> 1;
            case NOT_YET -> 2;
            case VIOLATED -> 3;
        };
    }

    private Observation judge(Figures figures, LoadFigures load) {
        Optional<Measured> figure = figure(figures, load.seconds());
        if (figure.isEmpty()) {
            return Observation.unknown("no requests in these seconds", "keine Anfragen in diesen Sekunden");
        }
        Measured measured = figure.get();
        Result result =
                switch (band().place(measured)) {
                    case INSIDE -> Result.HOLDS;
                    case OUTSIDE -> Result.NOT_YET;
                    case UNDECIDED -> Result.UNKNOWN;
                };
        return new Observation(result, sentence(measured, figures, load.seconds()), details(measured, figures, load));
    }

    private Sentence sentence(Measured measured, Figures figures, int seconds) {
        Sentence value = text(measured.value());
        Sentence least = text(measured.least());
        Sentence most = text(measured.most());
        String who = figures.tenant() == null ? "" : figures.tenant() + ": ";
        return new Sentence(
                who + value.english() + " (95%: " + least.english() + " to " + most.english() + "), "
                        + figures.requests() + " requests in " + seconds + " s",
                who + value.german() + " (95 %: " + least.german() + " bis " + most.german() + "), "
                        + figures.requests() + " Anfragen in " + seconds + " s");
    }

    private Map<String, String> details(Measured measured, Figures figures, LoadFigures load) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(key(), String.valueOf(measured.value() / perKey()));
        details.put(key() + "Least", String.valueOf(measured.least() / perKey()));
        details.put(key() + "Most", String.valueOf(measured.most() / perKey()));
        details.put("requests", String.valueOf(figures.requests()));
        details.put("errors", String.valueOf(figures.errors()));
        details.put("from", String.valueOf(load.from()));
        details.put("to", String.valueOf(load.to()));
        if (figures.tenant() != null) {
            details.put("tenant", figures.tenant());
        }
        return details;
    }
}
