package io.belastbar.chaos.expectation.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.resilience.measure.DataLoss;
import io.belastbar.resilience.measure.RecoveryTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a game day's probe measured, read from its result. What that does not say is unknown, never zero.
 *
 * @param underWay whether it is still writing: an outage may yet come
 */
public record ProbeFigures(RecoveryTime recoveryTime, DataLoss dataLoss, boolean underWay) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty if it is no result of a probe. */
    public static Optional<ProbeFigures> read(String result, boolean underWay) {
        try {
            JsonNode root = JSON.readTree(result);
            if (root == null
                    || !root.path("rto").isObject()
                    || !root.path("rpo").isObject()) {
                return Optional.empty();
            }
            return recoveryTime(root.path("rto"))
                    .flatMap(rto -> dataLoss(root.path("rpo")).map(rpo -> new ProbeFigures(rto, rpo, underWay)));
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }

    private static Optional<RecoveryTime> recoveryTime(JsonNode rto) {
        Optional<Duration> bound = millis(rto, "boundMs");
        return switch (rto.path("state").asText()) {
            case "MEASURED" -> millis(rto, "ms").map(value -> new RecoveryTime.Measured(value, bound));
            case "NO_OUTAGE" -> bound.map(RecoveryTime.NoOutage::new);
            case "NOT_REACHED" ->
                millis(rto, "moreThanMs")
                        .map(more -> new RecoveryTime.NotReached(
                                more, bound, rto.path("acknowledgedAgain").asBoolean()));
            case "UNKNOWN" ->
                constant(RecoveryTime.Why.values(), rto.path("because").asText())
                        .map(RecoveryTime.Unknown::new);
            default -> Optional.empty();
        };
    }

    private static Optional<DataLoss> dataLoss(JsonNode rpo) {
        return switch (rpo.path("state").asText()) {
            case "MEASURED" ->
                rpo.path("lostRows").isIntegralNumber()
                        ? millis(rpo, "ms")
                                .map(time ->
                                        new DataLoss.Known(rpo.path("lostRows").longValue(), time, List.of()))
                        : Optional.empty();
            case "UNKNOWN" ->
                constant(DataLoss.Why.values(), rpo.path("because").asText()).map(DataLoss.Unknown::new);
            default -> Optional.empty();
        };
    }

    private static <T extends Enum<T>> Optional<T> constant(T[] known, String name) {
        return List.of(known).stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static Optional<Duration> millis(JsonNode at, String field) {
        JsonNode value = at.path(field);
        if (!value.isNumber()) {
            return Optional.empty();
        }
        BigDecimal nanos = value.decimalValue().movePointRight(6);
        return nanos.signum() < 0 || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValue()));
    }
}
