package io.belastbar.chaos.dora.coverage;

import io.belastbar.chaos.dora.facts.Conduct;
import io.belastbar.chaos.dora.facts.Tested;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A game day, as far as it covers something.
 *
 * @param finishedAt empty while it is under way
 * @param outcome {@code PASSED}, {@code FAILED}, {@code INCONCLUSIVE} or {@code ABORTED}; empty while it is under way
 */
public record HeldTest(
        UUID gameDay,
        Tested tested,
        Conduct conduct,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<String> outcome) {
    private static final Set<String> COVERS = Set.of("PASSED", "FAILED");

    /** The latest last; of two that ended at the same moment always the same one. */
    static final Comparator<HeldTest> BY_END = Comparator.comparing(
                    (HeldTest test) -> test.finishedAt().orElse(test.startedAt()))
            .thenComparing(HeldTest::startedAt)
            .thenComparing(HeldTest::gameDay);

    /** It was carried out to its end, well or not. */
    public boolean covers() {
        return outcome.filter(COVERS::contains).isPresent() && finishedAt.isPresent();
    }

    public boolean isOver() {
        return finishedAt.isPresent();
    }
}
