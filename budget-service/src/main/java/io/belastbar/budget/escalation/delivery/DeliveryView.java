package io.belastbar.budget.escalation.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * How a message went.
 *
 * @param kind FIRST, WORSE, AGAIN, REMINDER or RESOLVED
 * @param repeat the number of the reminder; else 0
 * @param severity as it is told; absent for messages of older versions
 * @param state PENDING, DELIVERED, DEAD or CANCELLED; at an Alertmanager an alert is DELIVERED while it fires
 * @param attempts how often it was sent, or tried to be
 * @param problem of the last attempt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        String deliveryId,
        String channel,
        String name,
        String kind,
        int repeat,
        String severity,
        String state,
        int attempts,
        Instant dueAt,
        String problem,
        Instant deliveredAt) {}
