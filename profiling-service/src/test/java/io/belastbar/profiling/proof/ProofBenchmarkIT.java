package io.belastbar.profiling.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.profiling.proof.ProofResult.Verdict;
import io.belastbar.profiling.proof.copy.CopyLimits;
import io.belastbar.profiling.proof.session.DatabaseAddress;
import io.belastbar.web.target.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long the proof of the sample's missing index takes with all its rows, by parts, and what it says; beside it the index
 * that requirements 0 name. {@code -Dtenants=40 -Demployees=25000}
 */
@Tag("slow")
class ProofBenchmarkIT {
    private static final int TENANTS = Integer.getInteger("tenants", 40);
    private static final int EMPLOYEES = Integer.getInteger("employees", 25_000);
    private static final Path SCHEMA = Path.of("../examples/smartbav/service/src/main/resources/db/migration");
    private static final StatementToProve LIST = new StatementToProve(
            null,
            "SELECT id, first_name, last_name, email, date_of_birth, annual_salary, start_date, department, created_at"
                    + " FROM employees WHERE deleted_at IS NULL ORDER BY created_at DESC LIMIT $1",
            List.of());
    private static final String ROWS = """
            INSERT INTO employees (id, organization_id, first_name, last_name, email, date_of_birth, annual_salary,
                                   start_date, department, created_at, deleted_at)
            SELECT 'emp_' || org || '_' || n, 'org_' || org, 'Emp' || org || '_' || n, 'Nachname' || org || '_' || n,
                   'emp_' || org || '_' || n || '@test.de', current_date - interval '20 years' - random() * interval '40 years',
                   round((45000 + random() * 100000)::numeric, 2), created_at::date,
                   (ARRAY['admin', 'sales', 'tech', 'hr'])[floor(random() * 4) + 1], created_at,
                   CASE WHEN n %% 33 = 0 THEN created_at + random() * (now() - created_at) END
            FROM (SELECT org, n, now() - random() * interval '5 years' AS created_at
                  FROM generate_series(1, %d) AS org, generate_series(1, %d) AS n OFFSET 0) AS missing
            ORDER BY missing.created_at
            """;

    @Test
    void theMissingIndexOfTheSample() throws Exception {
        try (ProofTarget target = new ProofTarget()) {
            seed(target);
            ProofOrder order = order(
                    target,
                    new CandidateToProve(
                            null,
                            "CREATE INDEX ours ON employees (organization_id, created_at DESC) WHERE deleted_at IS NULL",
                            List.of(LIST)),
                    new CandidateToProve(
                            null,
                            "CREATE INDEX literal ON employees (organization_id, deleted_at) WHERE deleted_at IS NULL",
                            List.of(LIST)));
            ProofTerms terms = new ProofTerms(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(60),
                    new CopyLimits(1_000_000, 2L << 30, Duration.ofSeconds(60)));
            ProofOrder one = order(target, order.candidates().getFirst());

            print("one candidate", ProofTarget.prove(one, terms));
            ProofReport both = ProofTarget.prove(order, terms);
            print("both candidates", both);

            both.results().forEach(ProofBenchmarkIT::print);
            assertThat(both.results().getFirst().verdict()).isEqualTo(Verdict.PROVEN);
        }
    }

    private static void seed(ProofTarget target) throws Exception {
        for (String file : List.of("V1__smartbav.sql", "V2__reader.sql")) {
            target.run(Files.readString(SCHEMA.resolve(file)));
        }
        target.run(
                "INSERT INTO organizations (id, name, region) SELECT 'org_' || n, 'Maklerhaus ' || n, 'DE' FROM"
                        + " generate_series(1, " + TENANTS + ") n",
                "INSERT INTO users SELECT 'user_' || n, 'org_' || n, 'makler' || n || '@smartcloud.de', 'x' FROM"
                        + " generate_series(1, " + TENANTS + ") n",
                "SELECT setseed(0.42)",
                String.format(Locale.ROOT, ROWS, TENANTS, EMPLOYEES),
                "VACUUM ANALYZE");
    }

    private static ProofOrder order(ProofTarget target, CandidateToProve... candidates) {
        DatabaseAddress address =
                target.observer().as(new Credentials("smartbav_observer", "smartbav_observer-password"));
        return new ProofOrder(
                java.util.UUID.randomUUID(),
                address,
                target.place(),
                "smartbav_reader",
                "smartbav_app",
                false,
                "app.organization_id",
                "SELECT DISTINCT organization_id FROM users ORDER BY 1",
                List.of(candidates));
    }

    private static void print(String what, ProofReport report) {
        long all = report.partsMs().values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d ms, %s rows, %d of %d tenants, %d MB; %s%s%n",
                what,
                all,
                report.copy().rows(),
                report.copy().tenants(),
                report.copy().tenantsInAll(),
                report.copy().bytes() >> 20,
                report.partsMs(),
                report.notes().isEmpty() ? "" : " " + report.notes());
    }

    private static void print(ProofResult result) {
        System.out.printf(
                Locale.ROOT,
                "%s: %s, %s; size %,d KiB, built in %.0f ms, inserts %s%n",
                result.index(),
                result.verdict(),
                result.reason(),
                result.indexBytes() >> 10,
                result.buildMs(),
                result.inserts() == null
                        ? "not measured"
                        : String.format(
                                Locale.ROOT,
                                "%.1f %% slower, %.2f µs a row (%.2f ms instead of %.2f for %d rows)",
                                result.inserts().percent(),
                                result.inserts().microsPerRow(),
                                result.inserts().withMs(),
                                result.inserts().withoutMs(),
                                result.inserts().rows()));
        result.statements().forEach(statement -> statement
                .sets()
                .forEach(set -> System.out.printf(
                        Locale.ROOT,
                        "  %s %s %s: %d blocks, %.3f ms -> %d blocks, %.3f ms (index used: %s)%n",
                        set.name(),
                        set.tenant(),
                        set.values(),
                        set.before().blocks(),
                        set.before().medianMs(),
                        set.after().blocks(),
                        set.after().medianMs(),
                        set.after().indexUsed())));
    }
}
