package io.belastbar.chaos.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;

/**
 * An alert as this service was told of it.
 *
 * @param status firing or resolved
 * @param endsAt null if it is not said
 * @param groupKey null if its sender has none
 * @param generatorUrl null if it is not said
 * @param sender who told it
 * @param receivedAt when it was told for the first time
 * @param timesReceived how often it was told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReceivedAlert(
        long position,
        String fingerprint,
        Instant startsAt,
        String status,
        Instant endsAt,
        Map<String, String> labels,
        Map<String, String> annotations,
        String groupKey,
        String generatorUrl,
        String sender,
        Instant receivedAt,
        int timesReceived) {}
