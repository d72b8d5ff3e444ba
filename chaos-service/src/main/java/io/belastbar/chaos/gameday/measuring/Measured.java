package io.belastbar.chaos.gameday.measuring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.gameday.machine.Seen;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What came of a game day's measuring.
 *
 * @param result MISSED if a target was missed for certain; UNKNOWN if one is not known, or lies within the bound
 * @param why what speaks against it, as a word; empty if nothing does
 * @param details for the event and the record
 * @param stored the same for storing and showing
 */
public record Measured(Seen result, String why, Map<String, String> details, String stored) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Judges a measurement.
     *
     * @param result as {@code MeasurementJson} says it, held against the runbook's targets
     * @param reasons what keeps something from being known
     */
    static Measured of(String result, List<String> reasons) {
        return judged((ObjectNode) read(result), reasons);
    }

    /** There is no measurement: nothing is known, and 0 is not said of it. */
    static Measured unknown(String reason) {
        return judged(JSON.createObjectNode(), List.of(reason));
    }

    /** What was stored of a game day. */
    public static MeasuredFigures figures(String stored) {
        return MeasuredFigures.of(read(stored));
    }

    private static Measured judged(ObjectNode result, List<String> reasons) {
        if (!reasons.isEmpty()) {
            reasons.forEach(result.putArray(MeasuredFigures.UNKNOWN_BECAUSE)::add);
        }
        MeasuredFigures figures = MeasuredFigures.of(result);
        boolean recovered =
                figures.rtoState().equals("MEASURED") || figures.rtoState().equals("NO_OUTAGE");
        Seen rto = seen(figures.rtoVerdict(), recovered);
        Seen rpo = seen(figures.rpoVerdict(), figures.lostRows() != null);
        Seen worse = rto == Seen.MISSED || rpo == Seen.MISSED
                ? Seen.MISSED
                : rto == Seen.UNKNOWN || rpo == Seen.UNKNOWN ? Seen.UNKNOWN : Seen.MET;
        String which = rto == worse ? "RTO" : "RPO";
        String why =
                switch (worse) {
                    case MET -> "";
                    case MISSED -> which + " missed";
                    case UNKNOWN, OPEN -> which + " not known";
                };
        return new Measured(worse, why, figures.details(), result.toString());
    }

    private static Seen seen(String verdict, boolean known) {
        if (verdict == null) {
            return known ? Seen.MET : Seen.UNKNOWN;
        }
        return switch (verdict) {
            case "MET" -> Seen.MET;
            case "MISSED" -> Seen.MISSED;
            default -> Seen.UNKNOWN;
        };
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notStored) {
            throw new UncheckedIOException(notStored);
        }
    }
}
