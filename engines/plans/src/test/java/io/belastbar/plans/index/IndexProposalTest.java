package io.belastbar.plans.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IndexProposalTest {
    private static IndexProposal proposal(String... columns) {
        return new IndexProposal("public", "employees", List.of(columns), "deleted_at IS NULL");
    }

    @Test
    void longerProposalMakesItsPrefixSuperfluous() {
        IndexProposal narrow = proposal("organization_id");
        IndexProposal wide = proposal("organization_id", "created_at DESC");
        IndexProposal other = proposal("email");

        assertThat(IndexProposal.widest(narrow, List.of(other, narrow, wide))).isEqualTo(wide);
        assertThat(IndexProposal.widest(other, List.of(other, narrow, wide))).isEqualTo(other);
    }

    @Test
    void nameFitsIntoPostgresIdentifiers() {
        IndexProposal wordy = proposal("organization_identifier", "a_rather_long_column", "another_long_column DESC");

        assertThat(wordy.name()).hasSizeLessThanOrEqualTo(63).startsWith("idx_employees_organization_identifier");
        assertThat(wordy.name())
                .isNotEqualTo(proposal("organization_identifier", "a_rather_long_column", "x")
                        .name());
    }

    @Test
    void otherSchemasAreNamedAndOddNamesQuoted() {
        assertThat(new IndexProposal("hr", "Staff", List.of("a"), null).ddl())
                .isEqualTo("CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_staff_a ON hr.\"Staff\" (a)");
    }
}
