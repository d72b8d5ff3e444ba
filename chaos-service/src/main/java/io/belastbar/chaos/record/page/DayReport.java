package io.belastbar.chaos.record.page;

import io.belastbar.chaos.record.action.ActionItem;
import io.belastbar.chaos.record.report.GameDayReport;
import java.time.LocalDate;
import java.util.List;

/**
 * A game day with what follows from it.
 *
 * @param ofDate which game day of its date it is, from 1
 * @param items that it showed or that were written after it, as they stand now
 * @param today in the system's zone: what was due before is overdue
 */
public record DayReport(GameDayReport day, int ofDate, List<ActionItem> items, LocalDate today) {

    public DayReport {
        items = List.copyOf(items);
    }
}
