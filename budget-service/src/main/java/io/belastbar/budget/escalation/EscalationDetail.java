package io.belastbar.budget.escalation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.belastbar.budget.escalation.delivery.DeliveryView;
import java.util.List;

/** An escalation with its messages; none if nobody said how the role is reached. */
public record EscalationDetail(@JsonUnwrapped Escalation escalation, List<DeliveryView> deliveries) {}
