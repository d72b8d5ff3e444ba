package io.belastbar.profiling.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.plans.index.IndexCandidate;
import io.belastbar.plans.index.advice.IndexAdvice;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the advisor says of whole workloads, and where it must stay silent. */
class WorkloadAdviceIT {
    private static List<String> indexes(IndexAdvice advice) {
        return advice.candidates().stream()
                .map(IndexAdvice.Advised::candidate)
                .map(candidate -> candidate.table() + " " + candidate.shape().sql())
                .toList();
    }

    @Test
    void oneIndexServesStatementsOfOnePrefixAndExistingOnesSilenceIt() throws SQLException {
        try (Workshop shop = Workshop.of("shop")) {
            List<OracleCase> workload = List.of(
                    OracleCase.of("all", "SELECT * FROM orders WHERE customer_id = $1", "4711"),
                    OracleCase.of(
                            "open", "SELECT * FROM orders WHERE customer_id = $1 AND status = $2", "4711", "'open'"),
                    OracleCase.of("line", "SELECT * FROM items WHERE order_id = $1", "5"));

            IndexAdvice advice = shop.advise(workload);

            assertThat(indexes(advice)).containsExactlyInAnyOrder("orders (customer_id)", "items (order_id)");
            IndexCandidate orders = advice.candidates().stream()
                    .map(IndexAdvice.Advised::candidate)
                    .filter(candidate -> candidate.table().equals("orders"))
                    .findFirst()
                    .orElseThrow();
            assertThat(orders.statements()).containsExactlyInAnyOrder("all", "open");
            assertThat(orders.ddl())
                    .isEqualTo("CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer_id ON public.orders"
                            + " (customer_id)");
            shop.run("CREATE INDEX ON orders (customer_id, id)");
            shop.run("CREATE INDEX ON items (order_id DESC)");
            assertThat(indexes(shop.advise(workload))).isEmpty();
        }
    }

    @Test
    void nothingIsProposedWhereNothingHelps() throws SQLException {
        try (Workshop shop = Workshop.of("shop")) {
            List<OracleCase> workload = List.of(
                    OracleCase.of("whole", "SELECT * FROM orders"),
                    OracleCase.of("most", "SELECT * FROM orders WHERE status <> 'failed'"),
                    OracleCase.of("half", "SELECT * FROM customers WHERE NOT newsletter"),
                    OracleCase.of("key", "SELECT * FROM customers WHERE id = $1", "5"),
                    OracleCase.of("first", "SELECT * FROM orders WHERE status = 'done' LIMIT 5"),
                    OracleCase.of("none", "SELECT * FROM orders WHERE false"),
                    OracleCase.of("pattern", "SELECT * FROM customers WHERE name LIKE $1", "'%a%'"),
                    OracleCase.of("random", "SELECT * FROM customers WHERE email = 'x' || random()"));

            assertThat(indexes(shop.advise(workload))).isEmpty();
        }
    }

    @Test
    void orderIsServedInBothDirectionsOfTheWholeKeyListOnly() throws SQLException {
        try (Workshop social = Workshop.of("social")) {
            OracleCase newest = OracleCase.of("newest", "SELECT * FROM posts ORDER BY created DESC, likes LIMIT 10");

            social.run("CREATE INDEX same_way ON posts (created, likes)");
            assertThat(indexes(social.advise(List.of(newest)))).containsExactly("posts (created DESC, likes)");
            social.run("CREATE INDEX each_way ON posts (created, likes DESC)");
            assertThat(indexes(social.advise(List.of(newest)))).isEmpty();
        }
    }

    @Test
    void tenantComesFirstAndExpectedFormIsMeasuredBeside() throws SQLException {
        try (Workshop tenants = Workshop.of("tenants")) {
            OracleCase page = OracleCase.of(
                            "page",
                            "SELECT * FROM employees WHERE deleted_at IS NULL ORDER BY created_at DESC LIMIT 50")
                    .asTenant();
            OracleCase numeric = OracleCase.of("numeric", "SELECT * FROM employees WHERE salary = $1", "5")
                    .asTenant();

            IndexAdvice advice = tenants.advise(List.of(page));

            assertThat(indexes(advice))
                    .containsExactly("employees (organization_id, created_at DESC) WHERE deleted_at IS NULL");
            assertThat(advice.comparisons())
                    .extracting(candidate -> candidate.shape().sql())
                    .containsExactly("(organization_id, deleted_at) WHERE deleted_at IS NULL");
            double ours = tenants.blocksWith(
                    page,
                    advice.candidates().stream()
                            .map(IndexAdvice.Advised::candidate)
                            .toList());
            assertThat(ours).isLessThan(tenants.blocksWith(page, advice.comparisons()) / 2);
            assertThat(indexes(tenants.advise(List.of(numeric)))).noneMatch(index -> index.contains("salary"));
        }
    }
}
