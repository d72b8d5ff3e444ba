package io.belastbar.plans.index;

import static io.belastbar.plans.Plans.CONTRACTS;
import static io.belastbar.plans.Plans.EMPLOYEES;
import static io.belastbar.plans.Plans.plan;
import static io.belastbar.plans.Plans.tables;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.plans.PlanNode;
import io.belastbar.plans.Plans;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingIndexRuleTest {
    private final MissingIndexRule rule = MissingIndexRule.DEFAULT;

    @Test
    void listOfATenantNeedsTenantThenSortColumnUnderTheSoftDeleteCondition() {
        List<IndexProposal> proposals = rule.proposals(plan("list-without-index"), tables(EMPLOYEES));

        assertThat(proposals)
                .containsExactly(new IndexProposal(
                        "public", "employees", List.of("organization_id", "created_at DESC"), "deleted_at IS NULL"));
        assertThat(proposals.getFirst().ddl())
                .isEqualTo("CREATE INDEX CONCURRENTLY IF NOT EXISTS "
                        + "idx_employees_organization_id_created_at_deleted_at ON employees "
                        + "(organization_id, created_at DESC) WHERE deleted_at IS NULL");
    }

    @Test
    void keysetConditionDoesNotHideTheTenant() {
        assertThat(rule.proposals(plan("keyset-without-index"), tables(EMPLOYEES)))
                .extracting(IndexProposal::columns)
                .containsExactly(List.of("organization_id", "created_at DESC"));
    }

    @Test
    void sessionSettingComesBeforeOtherEqualities() {
        assertThat(rule.proposals(plan("update-by-email"), tables(EMPLOYEES)))
                .containsExactly(new IndexProposal(
                        "public", "employees", List.of("organization_id", "email"), "deleted_at IS NULL"));
    }

    @Test
    void countUnderAnAggregateIsNotSorted() {
        assertThat(rule.proposals(plan("count-without-index"), tables(EMPLOYEES)))
                .extracting(IndexProposal::columns)
                .containsExactly(List.of("organization_id"));
    }

    @Test
    void castOfAnUuidColumnRulesAPlainIndexOut() {
        assertThat(rule.proposals(plan("cast-policy"), tables(CONTRACTS)))
                .extracting(IndexProposal::columns)
                .containsExactly(List.of("status"));
    }

    @Test
    void castOfAVarcharToTextKeepsThePlainIndex() {
        assertThat(rule.proposals(plan("join"), tables(CONTRACTS)))
                .extracting(IndexProposal::columns)
                .containsExactly(List.of("code"));
    }

    @Test
    void eachTableOfAJoinGetsItsOwnProposal() {
        assertThat(rule.proposals(plan("join"), tables(CONTRACTS, EMPLOYEES)))
                .extracting(IndexProposal::table)
                .containsExactlyInAnyOrder("employees", "contracts");
    }

    @Test
    void alternativesAreNotEqualities() {
        assertThat(rule.proposals(plan("or-filter"), tables(CONTRACTS))).isEmpty();
    }

    @Test
    void smallTablesAreReadWhole() {
        TableFacts small =
                new TableFacts("public", "organizations", 1, 40, false, Map.of("name", "text"), List.of(), List.of());

        assertThat(rule.proposals(plan("small-table"), tables(small))).isEmpty();
    }

    @Test
    void filtersThatKeepMostRowsAreLeftAlone() {
        PlanNode scan = new PlanNode(
                "Seq Scan", "public", "employees", "e", null, "(e.active = $1)", null, List.of(), 39_000, 1, List.of());

        assertThat(rule.proposals(scan, tables(EMPLOYEES))).isEmpty();
    }

    @Test
    void planWithTheIndexNeedsNoOther() {
        PlanNode plan = plan("list-with-index");

        assertThat(rule.proposals(plan, tables(EMPLOYEES))).isEmpty();
        assertThat(plan.usesIndexScan()).isTrue();
        assertThat(plan.seqScanTables()).isEmpty();
    }

    @Test
    void indexThatExistsIsNotProposedAgain() {
        IndexDefinition existing = new IndexDefinition(
                "i", List.of("organization_id", "created_at DESC", "id"), "(deleted_at IS NULL)", true);

        assertThat(rule.proposals(plan("list-without-index"), tables(Plans.employees(List.of(existing)))))
                .isEmpty();
    }

    @Test
    void invalidIndexDoesNotCount() {
        IndexDefinition failed =
                new IndexDefinition("i", List.of("organization_id", "created_at DESC"), "(deleted_at IS NULL)", false);

        assertThat(rule.proposals(plan("list-without-index"), tables(Plans.employees(List.of(failed)))))
                .hasSize(1);
    }

    @Test
    void insertsAndUnknownTablesHaveNoProposal() {
        assertThat(rule.proposals(plan("insert"), tables(EMPLOYEES))).isEmpty();
        assertThat(rule.proposals(plan("list-without-index"), tables())).isEmpty();
    }
}
