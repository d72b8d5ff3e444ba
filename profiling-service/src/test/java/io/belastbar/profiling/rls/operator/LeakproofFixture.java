package io.belastbar.profiling.rls.operator;

import java.util.List;

/** Tables of tenants, as superuser. */
final class LeakproofFixture {
    private static final String POLICY = " USING (tenant = current_setting('app.tenant', true))";

    static final List<String> STATEMENTS = List.of(
            "CREATE TABLE clients (id int PRIMARY KEY, name text)",
            "INSERT INTO clients SELECT n, 'c' || n FROM generate_series(1, 100) n",
            """
            CREATE TABLE orders (id bigint PRIMARY KEY, tenant text NOT NULL, client int, email text, code varchar(40),
                amount numeric, pieces int, created_at timestamptz, day date, name text, deleted_at timestamptz)
            """,
            """
            INSERT INTO orders SELECT n, (n % 4)::text, n % 100, 'emp_' || n, 'code_' || n, n * 1.5, n,
                timestamptz '2020-01-01' + n * interval '1 minute', date '2020-01-01' + n % 1000, 'N' || n, NULL
            FROM generate_series(1, 40000) n
            """,
            "CREATE INDEX orders_email ON orders (tenant, email text_pattern_ops)",
            "CREATE INDEX orders_code ON orders (tenant, code varchar_pattern_ops)",
            "CREATE INDEX orders_amount ON orders (tenant, amount)",
            "CREATE INDEX orders_created ON orders (tenant, created_at) WHERE deleted_at IS NULL",
            "CREATE INDEX orders_day ON orders (tenant, day)",
            "CREATE INDEX orders_pieces ON orders (pieces)",
            "CREATE INDEX orders_name ON orders (lower(name))",
            "CREATE POLICY tenant ON orders" + POLICY,
            "ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
            "CREATE TABLE small AS SELECT * FROM orders LIMIT 100",
            "CREATE TABLE open AS SELECT * FROM orders",
            "CREATE TABLE always AS SELECT * FROM orders",
            "CREATE TABLE of_owner AS SELECT * FROM orders",
            "CREATE TABLE own_condition AS SELECT * FROM orders",
            "CREATE INDEX ON small (email text_pattern_ops)",
            "CREATE INDEX ON open (email text_pattern_ops)",
            "CREATE INDEX ON always (email text_pattern_ops)",
            "CREATE INDEX ON of_owner (email text_pattern_ops)",
            "CREATE INDEX ON own_condition (tenant, amount)",
            "CREATE POLICY tenant ON small" + POLICY,
            "CREATE POLICY tenant ON of_owner" + POLICY,
            "CREATE POLICY tenant ON always USING (true)",
            "CREATE POLICY tenant ON own_condition" + POLICY.replace(" true))", " true) AND amount > 7)"),
            "ALTER TABLE small ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE of_owner ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE always ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE own_condition ENABLE ROW LEVEL SECURITY",
            "CREATE SCHEMA \"größe\"",
            "CREATE TABLE \"größe\".\"Auf\"\"trag $1\" AS SELECT id, tenant, amount AS \"Preis €\" FROM orders",
            "CREATE INDEX \"Preis $1\" ON \"größe\".\"Auf\"\"trag $1\" (\"Preis €\")",
            "CREATE POLICY \"nur 's\" ON \"größe\".\"Auf\"\"trag $1\"" + POLICY,
            "ALTER TABLE \"größe\".\"Auf\"\"trag $1\" ENABLE ROW LEVEL SECURITY",
            "CREATE TABLE events (id bigint, tenant text, kind text) PARTITION BY RANGE (id)",
            "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (20000)",
            "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (20000) TO (90000)",
            "INSERT INTO events SELECT id, tenant, email FROM orders",
            "CREATE INDEX ON events (tenant, kind text_pattern_ops)",
            "CREATE POLICY tenant ON events" + POLICY,
            "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
            "CREATE TABLE members (login text, tenant text)",
            "CREATE TABLE of_many AS SELECT id, tenant, email AS tag FROM orders",
            "CREATE INDEX ON of_many (tenant, tag text_pattern_ops)",
            "CREATE POLICY tenant ON of_many USING (tenant = ANY (ARRAY(SELECT m.tenant FROM members m"
                    + " WHERE m.login = current_setting('app.tenant', true))))",
            "ALTER TABLE of_many ENABLE ROW LEVEL SECURITY",
            "VACUUM ANALYZE");

    private LeakproofFixture() {}
}
