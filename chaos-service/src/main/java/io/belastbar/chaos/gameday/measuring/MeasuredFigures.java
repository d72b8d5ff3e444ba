package io.belastbar.chaos.gameday.measuring;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a game day measured, as it is shown and told. What is not known is null, never 0.
 *
 * @param rto the recovery time in words, with its bound
 * @param rtoState {@code MEASURED}, {@code NO_OUTAGE}, {@code NOT_REACHED} or {@code UNKNOWN}
 * @param rtoMs only if it was measured
 * @param rtoBoundMs by how much it may differ
 * @param rtoMoreThanMs how long it took in any case, where recovery was not reached
 * @param rtoVerdict {@code MET}, {@code MISSED} or {@code INCONCLUSIVE}; null without a target
 * @param rpo the loss in words
 * @param recoverableRows how many of the lost a former primary's data have
 * @param detectedMs from the fault, as {@code decidedMs}, {@code promotedMs} and {@code transactedMs}
 * @param unknownBecause what keeps something from being known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasuredFigures(
        String rto,
        String rtoState,
        Long rtoMs,
        Long rtoBoundMs,
        Long rtoMoreThanMs,
        Long rtoTargetMs,
        String rtoVerdict,
        String rpo,
        Long lostRows,
        Long recoverableRows,
        Long rpoMs,
        Long rpoTargetMs,
        String rpoVerdict,
        Long detectedMs,
        Long decidedMs,
        Long promotedMs,
        Long transactedMs,
        List<Found> findings,
        List<String> unknownBecause) {

    static final String UNKNOWN_BECAUSE = "unknownBecause";

    /**
     * Something that must be known beside the figures.
     *
     * @param german the same as {@code text}, where it was said in both languages
     */
    public record Found(
            String kind,
            long count,
            String text,
            @JsonIgnore String german) {}

    /** Of what {@code MeasurementJson} says. */
    static MeasuredFigures of(JsonNode result) {
        JsonNode rto = result.path("rto");
        JsonNode rpo = result.path("rpo");
        String state = text(rto, "state");
        return new MeasuredFigures(
                text(rto, "text"),
                state == null ? "UNKNOWN" : state,
                "MEASURED".equals(state) ? millis(rto, "ms", RoundingMode.HALF_UP) : null,
                millis(rto, "boundMs", RoundingMode.CEILING),
                millis(rto, "moreThanMs", RoundingMode.FLOOR),
                millis(rto, "targetMs", RoundingMode.HALF_UP),
                text(rto, "verdict"),
                text(rpo, "text"),
                millis(rpo, "lostRows", RoundingMode.UNNECESSARY),
                millis(rpo, "recoverableRows", RoundingMode.UNNECESSARY),
                millis(rpo, "ms", RoundingMode.HALF_UP),
                millis(rpo, "targetMs", RoundingMode.HALF_UP),
                text(rpo, "verdict"),
                afterFault(result, "detectedMs"),
                afterFault(result, "decidedMs"),
                afterFault(result, "promotedMs"),
                afterFault(result, "transactedMs"),
                all(
                        result.path("findings"),
                        found -> new Found(
                                text(found, "kind"),
                                found.path("count").asLong(),
                                text(found, "text"),
                                Optional.ofNullable(text(found, "german")).orElse(text(found, "text")))),
                all(result.path(UNKNOWN_BECAUSE), JsonNode::asText));
    }

    private static String text(JsonNode at, String field) {
        return at.path(field).isTextual() ? at.path(field).textValue() : null;
    }

    private static Long millis(JsonNode at, String field, RoundingMode rounding) {
        return at.path(field).isNumber() ? whole(at.path(field).decimalValue(), rounding) : null;
    }

    private static Long whole(BigDecimal value, RoundingMode rounding) {
        return value.setScale(0, rounding).longValue();
    }

    private static Long afterFault(JsonNode result, String field) {
        return result.path(field).isNumber() && result.path("injectMs").isNumber()
                ? whole(
                        result.path(field)
                                .decimalValue()
                                .subtract(result.path("injectMs").decimalValue()),
                        RoundingMode.HALF_UP)
                : null;
    }

    private static <T> List<T> all(JsonNode list, Function<JsonNode, T> read) {
        return StreamSupport.stream(list.spliterator(), false).map(read).toList();
    }

    /** For an event and the record; what is null is left out. */
    Map<String, String> details() {
        Map<String, String> details = new TreeMap<>();
        put(details, "measured", inWords());
        put(details, "rtoState", rtoState);
        put(details, "rtoMs", rtoMs);
        put(details, "rtoBoundMs", rtoBoundMs);
        put(details, "rtoMoreThanMs", rtoMoreThanMs);
        put(details, "rtoTargetMs", rtoTargetMs);
        put(details, "rtoVerdict", rtoVerdict);
        put(details, "lostRows", lostRows);
        put(details, "recoverableRows", recoverableRows);
        put(details, "rpoMs", rpoMs);
        put(details, "rpoTargetMs", rpoTargetMs);
        put(details, "rpoVerdict", rpoVerdict);
        put(details, "detectedMs", detectedMs);
        put(details, "decidedMs", decidedMs);
        put(details, "promotedMs", promotedMs);
        put(details, "transactedMs", transactedMs);
        if (!findings.isEmpty()) {
            details.put("findings", findings.stream().map(Found::text).collect(Collectors.joining("; ")));
            details.put("findings@de", findings.stream().map(Found::german).collect(Collectors.joining("; ")));
        }
        if (!unknownBecause.isEmpty()) {
            details.put(UNKNOWN_BECAUSE, String.join("; ", unknownBecause));
        }
        return details;
    }

    private String inWords() {
        List<String> parts = new ArrayList<>();
        if (rto != null) {
            parts.add("RTO " + rto);
        }
        if (rpo != null) {
            parts.add("RPO " + rpo);
        }
        return parts.isEmpty() ? String.join("; ", unknownBecause) : String.join(", ", parts);
    }

    private static void put(Map<String, String> details, String name, Object value) {
        if (value != null) {
            details.put(name, value.toString());
        }
    }
}
