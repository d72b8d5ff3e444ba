package io.belastbar.profiling.proof.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScratchLeaseTest {
    private static final Instant NOW = Instant.parse("2026-11-27T01:00:00Z");
    private static final UUID PROOF = UUID.fromString("d436044d-1812-4362-b04e-2134ac5776cc");
    private static final String NAME = ScratchLease.databaseName(PROOF, NOW);

    @Test
    void aCommentReadsBackAsItsLease() {
        ScratchLease lease = new ScratchLease(PROOF, "a-1", NOW);

        assertThat(ScratchLease.read(lease.comment())).contains(lease);
        assertThat(ScratchLease.read(null)).isEmpty();
        assertThat(ScratchLease.read("my own notes")).isEmpty();
        assertThat(ScratchLease.read(lease.comment().replace("2026-", "2026+"))).isEmpty();
    }

    @Test
    void aDatabaseIsOverWhenItsLeaseIs() {
        String comment = new ScratchLease(PROOF, "a", NOW.plusSeconds(60)).comment();

        assertThat(ScratchLease.isOver(NAME, comment, NOW.plusSeconds(59))).isFalse();
        assertThat(ScratchLease.isOver(NAME, comment, NOW.plusSeconds(61))).isTrue();
    }

    @Test
    void oneThatWasKilledBeforeItsCommentIsOverSomeMinutesLater() {
        assertThat(ScratchLease.isOver(NAME, null, NOW.plus(Duration.ofMinutes(4))))
                .isFalse();
        assertThat(ScratchLease.isOver(NAME, null, NOW.plus(Duration.ofMinutes(6))))
                .isTrue();
    }

    @Test
    void whatIsNotNamedAsOursIsNeverTakenAway() {
        String over = new ScratchLease(PROOF, "a", NOW.minusSeconds(60)).comment();

        assertThat(ScratchLease.isOver("belastbar_scratch", over, NOW)).isFalse();
        assertThat(ScratchLease.isOver("belastbar_scratch_mine", over, NOW)).isFalse();
        assertThat(ScratchLease.isOver("postgres", over, NOW)).isFalse();
    }
}
