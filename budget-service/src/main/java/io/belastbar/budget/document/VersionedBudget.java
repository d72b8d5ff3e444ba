package io.belastbar.budget.document;

import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.problem.Conflict;
import java.util.List;
import java.util.stream.Stream;

/** What a system promised at a version. */
public record VersionedBudget(int version, List<Part> parts) {

    public VersionedBudget {
        parts = List.copyOf(parts);
    }

    /** One of the documents, with what it says. */
    record Part(StoredDocument document, Reading<PerformanceBudget> reading) {

        int objectives() {
            return reading.optional().map(PerformanceBudget::objectiveCount).orElse(0);
        }
    }

    /** The promises of the documents that are read. */
    public PerformanceBudget budget() {
        return together(false);
    }

    /** Whether all documents are read: what one promises that is not, nobody knows. */
    public boolean isComplete() {
        return parts.stream().allMatch(part -> part.reading().optional().isPresent());
    }

    /**
     * The promises of all documents, for what would mislead without some of them.
     *
     * @throws Conflict if one is no longer read; names it and the command that mends it
     */
    public PerformanceBudget complete() {
        return together(true);
    }

    private PerformanceBudget together(boolean all) {
        return parts.stream()
                .map(Part::reading)
                .flatMap(reading -> all ? Stream.of(reading.orThrow()) : reading.optional().stream())
                .reduce(PerformanceBudget.of(List.of()), PerformanceBudget::and);
    }
}
