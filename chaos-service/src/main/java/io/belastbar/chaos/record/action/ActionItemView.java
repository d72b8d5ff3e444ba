package io.belastbar.chaos.record.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * An action item as it stands today, for programs.
 *
 * @param closedBy the game day that showed that it is done; absent while it is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActionItemView(
        UUID id,
        String system,
        String runbook,
        ActionItem.Source source,
        String subject,
        Severity severity,
        String owner,
        LocalDate due,
        String retest,
        boolean open,
        boolean overdue,
        List<UUID> gameDays,
        String fingerprint,
        Instant openedAt,
        String openedBy,
        Instant closedAt,
        UUID closedBy) {

    /** @param today in the system's zone */
    public static ActionItemView of(ActionItem item, LocalDate today) {
        return new ActionItemView(
                item.id(),
                item.system(),
                item.runbook(),
                item.source(),
                item.subject(),
                item.severity(),
                item.plan().owner(),
                item.plan().due(),
                item.plan().retest(),
                item.isOpen(),
                item.isOverdue(today),
                item.gameDays(),
                item.fingerprint(),
                item.openedAt(),
                item.openedBy(),
                item.closed().map(ActionItem.Closed::at).orElse(null),
                item.closed().map(ActionItem.Closed::gameDay).orElse(null));
    }
}
