package io.belastbar.budget.escalation.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * How a message went.
 *
 * @param repeat 0 for the first, then the number of the reminder
 * @param state PENDING, DELIVERED, DEAD or CANCELLED
 * @param problem of the last attempt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        String deliveryId,
        String channel,
        String name,
        int repeat,
        String state,
        int attempts,
        Instant dueAt,
        String problem,
        Instant deliveredAt) {}
