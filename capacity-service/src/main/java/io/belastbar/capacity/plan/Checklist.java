package io.belastbar.capacity.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Tasks of a plan.
 *
 * @param name as the document calls it: {@code end_2025_checklist}
 */
public record Checklist(String name, List<Task> tasks, Place at) {

    public Checklist {
        tasks = List.copyOf(tasks);
    }

    /**
     * Something to be done.
     *
     * @param owner a role or a person; null if nobody said
     * @param due the last day in time: its own, else that of the list's name; null if neither says so
     */
    public record Task(boolean done, String text, String owner, LocalDate due, Place at) {

        /** Not done, and its day has passed. */
        public boolean isOverdue(LocalDate today) {
            return !done && Optional.ofNullable(due).filter(today::isAfter).isPresent();
        }
    }
}
