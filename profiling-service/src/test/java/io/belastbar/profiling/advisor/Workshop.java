package io.belastbar.profiling.advisor;

import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanParser;
import io.belastbar.plans.index.IndexCandidate;
import io.belastbar.plans.index.advice.IndexAdvice;
import io.belastbar.plans.index.advice.IndexAdvisor;
import io.belastbar.plans.index.advice.WorkloadStatement;
import io.belastbar.plans.index.facts.DatabaseProfile;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** A database with a schema in which indexes are tried: each in a transaction that is rolled back. */
final class Workshop implements AutoCloseable {
    private static final String TENANT = "SELECT set_config('app.organization_id', md5('7')::uuid::text, false)";

    private final TestDatabase database;
    private final Connection connection;

    /** Takes {@code $1} unbound, which the driver's own protocol does not. */
    private final TargetSession planner;

    private Workshop(TestDatabase database) throws SQLException {
        this.database = database;
        this.planner = database.session();
        this.connection = database.connect();
    }

    static Workshop of(String schema) throws SQLException {
        TestDatabase database = TestDatabase.of(18);
        database.run("""
                DO $$ BEGIN CREATE ROLE advisor_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$
                """);
        Workshop workshop = new Workshop(database);
        for (String sql : Schemas.ALL.get(schema)) {
            workshop.run(sql);
        }
        workshop.run("VACUUM ANALYZE");
        workshop.run("SET max_parallel_workers_per_gather = 0");
        workshop.run("SET search_path = public, \"Inhalt\"");
        workshop.run(TENANT);
        workshop.planner.rows("SET max_parallel_workers_per_gather = 0");
        workshop.planner.rows("SET search_path = public, \"Inhalt\"");
        workshop.planner.rows(TENANT);
        return workshop;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String explain(String options, String sql, String role) throws SQLException {
        boolean outside = connection.getAutoCommit();
        if (role != null) {
            run("SET ROLE " + role);
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN (" + options + ", FORMAT JSON) " + sql)) {
            rows.next();
            return rows.getString(1);
        } finally {
            if (role != null && outside) {
                run("RESET ROLE");
            } else if (role != null) {
                run("SET LOCAL ROLE postgres");
            }
        }
    }

    Plan generic(String sql, String role) {
        planner.rows(role == null ? "RESET ROLE" : "SET ROLE " + role);
        var answer = planner.rows("EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) " + sql);
        return PlanParser.plan(
                answer.getFirst().values().values().iterator().next().toString());
    }

    DatabaseProfile profile(List<Plan> plans) {
        Set<String> tables = new TreeSet<>();
        plans.forEach(plan -> tables.addAll(plan.root().shape().qualifiedTables()));
        return new ReadDatabaseProfile(database.session()).of(tables);
    }

    IndexAdvice advise(List<OracleCase> cases) {
        List<WorkloadStatement> statements = new ArrayList<>();
        for (OracleCase one : cases) {
            statements.add(new WorkloadStatement(
                    one.name(), one.sql(), generic(one.sql(), one.role()), 1000, OptionalDouble.empty()));
        }
        DatabaseProfile profile =
                profile(statements.stream().map(WorkloadStatement::plan).toList());
        return IndexAdvisor.DEFAULT.advise(statements, profile, 0);
    }

    /** Blocks of the statement with these indexes and the values of the case; the second of two executions. */
    double blocks(OracleCase one, List<String> ddl) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (String create : ddl) {
                run(create);
            }
            explain("ANALYZE", one.withValues(), one.role());
            Plan plan = PlanParser.plan(explain("ANALYZE, BUFFERS, TIMING OFF", one.withValues(), one.role()));
            return plan.blocks().sharedHit() + plan.blocks().sharedRead();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    double blocksWith(OracleCase one, List<IndexCandidate> candidates) throws SQLException {
        return blocks(
                one,
                candidates.stream()
                        .map(candidate -> candidate.ddlOn(candidate.qualifiedTable()))
                        .toList());
    }

    /** CREATE INDEX for every one, two and some three columns that the statement names. */
    List<String> everyIndex(OracleCase one) throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : generic(one.sql(), one.role()).root().shape().qualifiedTables().stream()
                .map(name -> name.replaceAll("^public\\.load_\\d$", "public.load"))
                .distinct()
                .toList()) {
            String quoted = "\"" + table.replace(".", "\".\"") + "\"";
            List<String> columns = columns(quoted, one);
            for (String a : columns) {
                all.add("CREATE INDEX ON " + quoted + " (" + a + ")");
                for (String b : columns) {
                    if (a.equals(b)) {
                        continue;
                    }
                    all.add("CREATE INDEX ON " + quoted + " (" + a + ", " + b + ")");
                    for (String c : columns.size() <= 3 ? columns : List.<String>of()) {
                        if (!c.equals(a) && !c.equals(b)) {
                            all.add("CREATE INDEX ON " + quoted + " (" + a + ", " + b + ", " + c + ")");
                        }
                    }
                }
            }
        }
        return all;
    }

    private List<String> columns(String table, OracleCase one) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT attname, format_type(atttypid, NULL) FROM pg_attribute "
                        + "WHERE attrelid = '" + table + "'::regclass AND attnum > 0")) {
            while (rows.next()) {
                String name = rows.getString(1);
                boolean named = one.sql().matches("(?s).*(?<![\\w'])\"?" + name + "\"?(?![\\w']).*");
                boolean secret = one.role() != null && name.equals("organization_id");
                if (named && !rows.getString(2).equals("jsonb") || secret) {
                    columns.add("\"" + name + "\"");
                }
            }
        }
        return columns;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        database.close();
    }
}
