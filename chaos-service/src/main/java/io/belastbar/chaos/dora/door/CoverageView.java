package io.belastbar.chaos.dora.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.coverage.HeldTest;
import io.belastbar.chaos.dora.coverage.Status;
import io.belastbar.chaos.dora.facts.Mark;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A function under a scenario.
 *
 * @param function the critical or important function
 * @param frequency how often it is due (ISO 8601, P1M); null if nothing is said
 * @param overdue whether its due time has passed without a test that covers it
 * @param lastTest the test that ended last, whatever it says
 * @param coveringTest the last that was carried out to its end, PASSED or FAILED
 * @param fullTest the last of those that was no rehearsal, attended and in no test environment
 * @param dueAt null if it never is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CoverageView(
        String function,
        String runbook,
        String title,
        Criticality criticality,
        String frequency,
        Status status,
        boolean overdue,
        TestView lastTest,
        TestView coveringTest,
        TestView fullTest,
        Instant dueAt,
        Instant remindAt) {

    /** @param marks what must be known of it before it is counted */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TestView(
            UUID gameDayId,
            Instant startedAt,
            Instant finishedAt,
            String outcome,
            List<Mark> marks,
            List<String> environments) {

        static TestView of(HeldTest test) {
            return new TestView(
                    test.gameDay(),
                    test.startedAt(),
                    test.finishedAt().orElse(null),
                    test.outcome().orElse(null),
                    List.copyOf(test.conduct().marks()),
                    test.conduct().environments());
        }
    }

    static CoverageView of(CoverageRow row) {
        return new CoverageView(
                row.function(),
                row.runbook(),
                row.title(),
                row.criticality().orElse(null),
                row.frequency().isZero() ? null : row.frequency().toString(),
                row.status(),
                row.status() == Status.OVERDUE,
                row.last().map(TestView::of).orElse(null),
                row.covering().map(TestView::of).orElse(null),
                row.full().map(TestView::of).orElse(null),
                row.due().map(CoverageRow.Due::at).orElse(null),
                row.due().map(CoverageRow.Due::remindAt).orElse(null));
    }
}
