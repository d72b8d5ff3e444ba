package io.belastbar.contracts;

import java.util.List;

/** What {@code GET /api/v1/systems/{system}/deliverables} of every service answers: its files of the hand-over. */
public record Deliverables(List<Deliverable> items) {

    public Deliverables {
        items = List.copyOf(items);
    }
}
