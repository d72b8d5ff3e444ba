package io.belastbar.budget.escalation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.belastbar.budget.escalation.delivery.DeliveryView;
import java.time.Instant;
import java.util.List;

/** An escalation with its messages (none if nobody said how the role is reached), and everybody who looks after it. */
public record EscalationDetail(
        @JsonUnwrapped Escalation escalation,
        List<DeliveryView> deliveries,
        List<EscalationDetail.Acknowledgement> acknowledgements) {

    /** Somebody looks after it. */
    public record Acknowledgement(Instant at, String by, String note) {}
}
