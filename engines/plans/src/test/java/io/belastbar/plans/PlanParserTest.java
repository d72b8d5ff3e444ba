package io.belastbar.plans;

import static io.belastbar.plans.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PlanParserTest {
    @Test
    void tablesAreReadFromEveryNode() {
        assertThat(plan("join").tables()).containsExactlyInAnyOrder("employees", "contracts");
        assertThat(plan("insert").tables()).containsExactly("employees");
    }

    @Test
    void seqScanIsSeenBelowLimitAndSort() {
        PlanNode plan = plan("list-without-index");

        assertThat(plan.seqScanTables()).containsExactly("employees");
        assertThat(plan.usesIndexScan()).isFalse();
        assertThat(plan.excerpt())
                .startsWith("Limit\n  Sort by employees.created_at DESC, employees.id DESC\n    Seq Scan on employees");
    }

    @Test
    void whatIsNotAPlanIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PlanParser.parse("{}"));
        assertThatIllegalArgumentException().isThrownBy(() -> PlanParser.parse("Seq Scan"));
    }
}
