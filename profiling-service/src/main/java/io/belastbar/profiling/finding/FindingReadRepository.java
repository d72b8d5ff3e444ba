package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.profiling.finding.page.FindingOverview;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The register as it is read. */
@ApplicationScoped
public class FindingReadRepository {
    private final Pool pool;

    FindingReadRepository(Pool pool) {
        this.pool = pool;
    }

    public Uni<Optional<Finding>> find(String number) {
        return pool.preparedQuery(FindingRowRepository.SELECT + " WHERE number = $1")
                .execute(Tuple.of(number))
                .map(FindingRowRepository::first);
    }

    /** The newest findings first; {@code below} is the ordinal of the last one already seen. */
    public Uni<List<Finding>> list(String system, FindingQuery wanted, int below, int limit) {
        return pool.preparedQuery(FindingRowRepository.SELECT + """
                         WHERE system = $1 AND ordinal < $2 AND ($3::text IS NULL OR status = $3)
                           AND ($4::text IS NULL OR severity = $4) AND ($5::text IS NULL OR category = $5)
                           AND ($6::text IS NULL OR responsible = $6) AND ($7::text IS NULL OR assignee = $7)
                           AND ($8::text IS NULL OR position(lower($8) IN lower(component)) > 0)
                           AND ($9::text IS NULL OR position(lower($9) IN lower(concat_ws(' ', number, title, component,
                                description, array_to_string(recommended_measures, ' ')))) > 0)
                           AND ($10::timestamptz IS NULL OR changed_at >= $10)
                           AND ($11::boolean IS NULL
                                OR $11 = coalesce(due_at <= now() AND status IN ('OPEN', 'IN_PROGRESS'), false))
                        ORDER BY ordinal DESC LIMIT $12
                        """)
                .execute(Tuple.from(new Object[] {
                    system,
                    below,
                    wanted.status() == null ? null : wanted.status().name(),
                    wanted.severity() == null ? null : wanted.severity().name(),
                    wanted.category(),
                    wanted.responsible(),
                    wanted.assignee(),
                    wanted.component(),
                    wanted.text(),
                    wanted.changedSince() == null ? null : wanted.changedSince().atOffset(ZoneOffset.UTC),
                    wanted.overdue(),
                    limit
                }))
                .map(rows -> all(rows, FindingRowRepository::finding));
    }

    /** How many are overdue, by severity. */
    public Uni<Map<Severity, Long>> overdue() {
        return pool.query("""
                        SELECT severity, count(*) AS count FROM finding
                         WHERE due_at <= now() AND status IN ('OPEN', 'IN_PROGRESS') GROUP BY severity""").execute().map(rows -> rows.stream()
                .collect(Collectors.toMap(
                        row -> Severity.valueOf(row.getString("severity")), row -> row.getLong("count"))));
    }

    /** The undecided ones first, then the worst, then the newest, and how many there are of each kind. */
    public Uni<FindingOverview> overview(String system, int limit) {
        Uni<RowSet<Row>> rows =
                pool.preparedQuery(FindingRowRepository.SELECT + """
                         WHERE system = $1
                        ORDER BY status NOT IN ('OPEN', 'IN_PROGRESS'),
                                 array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity), ordinal DESC
                        LIMIT $2
                        """).execute(Tuple.of(system, limit));
        Uni<RowSet<Row>> counts = pool.preparedQuery(
                        "SELECT status, severity, count(*) AS count FROM finding WHERE system = $1 GROUP BY status, severity")
                .execute(Tuple.of(system));
        return Uni.combine()
                .all()
                .unis(rows, counts)
                .asTuple()
                .map(both -> new FindingOverview(
                        system,
                        all(both.getItem1(), FindingRowRepository::finding),
                        all(both.getItem2(), FindingReadRepository::count)));
    }

    private static FindingOverview.Count count(Row row) {
        return new FindingOverview.Count(
                FindingStatus.valueOf(row.getString("status")),
                Severity.valueOf(row.getString("severity")),
                row.getLong("count"));
    }

    /** Whether it is told at the finding that is its cause. */
    Uni<Boolean> isSymptom(String fingerprint) {
        return pool.preparedQuery("SELECT 1 FROM finding_symptom WHERE fingerprint = $1")
                .execute(Tuple.of(fingerprint))
                .map(rows -> rows.size() > 0);
    }

    /** The number of the undecided finding with this fingerprint. */
    Uni<Optional<String>> undecidedNumber(String fingerprint) {
        return pool.preparedQuery(
                        "SELECT number FROM finding WHERE fingerprint = $1 AND status IN ('OPEN', 'IN_PROGRESS')")
                .execute(Tuple.of(fingerprint))
                .map(rows -> rows.stream().findFirst().map(row -> row.getString(0)));
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }
}
