package io.belastbar.profiling.index;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TestDatabase;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.Target;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tables with every kind of index, the same in a plain schema and in one whose name needs quotes. */
final class IndexZoo {
    static final List<String> SCHEMAS = List.of("public", "Größe \"$1\"");

    private static final Map<Integer, TestDatabase> OPEN = new HashMap<>();

    private IndexZoo() {}

    static synchronized TestDatabase of(int major) throws SQLException {
        TestDatabase zoo = OPEN.get(major);
        if (zoo == null) {
            zoo = TestDatabase.of(major);
            OPEN.put(major, zoo);
            create(zoo, major);
        }
        return zoo;
    }

    static synchronized void closeAll() throws SQLException {
        for (TestDatabase zoo : OPEN.values()) {
            zoo.close();
        }
        OPEN.clear();
    }

    static CheckedDatabase checked(Instant now) {
        var description = new SystemDescription("shop", "Shop", "", ZoneOffset.UTC, Map.of("postgresql", "shop-db"));
        var target = new Target(
                "shop-db",
                URI.create("postgresql://127.0.0.1/shop"),
                Optional.empty(),
                new ObservedRoles(List.of(), Optional.empty()));
        return new CheckedDatabase(description, target, "postgres", now);
    }

    /** As if it had been counting for years. */
    static CheckReport report(TestDatabase database, DatabaseCheck check) {
        return check.check(database.session(), checked(Instant.now().plus(Duration.ofDays(40_000))));
    }

    /** The names of what the check tells in a schema, and would have changed. */
    static Set<String> told(CheckReport report, String schema, String column) {
        return report.rows().stream()
                .filter(row -> row.get("schema").equals(schema) && row.get("kept") == null)
                .map(row -> row.get(column).toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void create(TestDatabase zoo, int major) throws SQLException {
        try (Connection connection = zoo.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE EXTENSION IF NOT EXISTS btree_gist");
            for (String schema : SCHEMAS) {
                String quoted = '"' + schema.replace("\"", "\"\"") + '"';
                sql.execute("CREATE SCHEMA IF NOT EXISTS " + quoted);
                sql.execute("SET search_path = " + quoted + ", public");
                sql.execute(PLAIN);
                sql.execute(KEYS);
                sql.execute(TREES);
                if (major >= 15) {
                    sql.execute("CREATE TABLE nulls (a int);"
                            + "CREATE UNIQUE INDEX nulls_a ON nulls (a);"
                            + "CREATE UNIQUE INDEX nulls_a_once ON nulls (a) NULLS NOT DISTINCT");
                }
                failing(sql, "CREATE UNIQUE INDEX CONCURRENTLY invalid_unique ON invalid (a)");
                sql.execute("VACUUM ANALYZE");
                sql.execute("SELECT count(*) FROM big; SELECT count(*) FROM big_parts");
            }
            sql.execute("CREATE TEMP TABLE passing (a int); CREATE INDEX passing_a ON passing (a);"
                    + "CREATE INDEX passing_a2 ON passing (a)");
        }
    }

    private static void failing(Statement sql, String statement) {
        try {
            sql.execute(statement);
            throw new IllegalStateException("it should fail: " + statement);
        } catch (SQLException expected) {
            // It leaves an invalid index behind.
        }
    }

    private static final String PLAIN = """
            CREATE TABLE big (id int PRIMARY KEY, a int, b int);
            INSERT INTO big SELECT g, g, g FROM generate_series(1, 60000) g;
            CREATE INDEX big_a ON big (a);
            CREATE INDEX "big B $1" ON big (b, a);
            CREATE TABLE silent (id int PRIMARY KEY, a int UNIQUE);
            CREATE TABLE twice (a int, b int); CREATE INDEX twice_1 ON twice (a); CREATE INDEX twice_2 ON twice (a);
            CREATE TABLE twice_keyed (id int PRIMARY KEY); CREATE INDEX twice_keyed_id ON twice_keyed (id);
            CREATE TABLE twice_unique (a int); CREATE UNIQUE INDEX twice_unique_a ON twice_unique (a);
            CREATE INDEX twice_plain_a ON twice_unique (a);
            CREATE TABLE twice_uniques (a int); CREATE UNIQUE INDEX twice_uniques_1 ON twice_uniques (a);
            CREATE UNIQUE INDEX twice_uniques_2 ON twice_uniques (a);
            CREATE TABLE twice_partial (a int, b int); CREATE INDEX twice_partial_1 ON twice_partial (a) WHERE b IS NULL;
            CREATE INDEX twice_partial_2 ON twice_partial (a) WHERE b IS NULL;
            CREATE TABLE other_partial (a int, b int); CREATE INDEX other_partial_1 ON other_partial (a) WHERE b IS NULL;
            CREATE INDEX other_partial_2 ON other_partial (a) WHERE b = 1;
            CREATE INDEX other_partial_3 ON other_partial (a);
            CREATE TABLE other_class (t text); CREATE INDEX other_class_1 ON other_class (t);
            CREATE INDEX other_class_2 ON other_class (t text_pattern_ops);
            CREATE TABLE other_collation (t text); CREATE INDEX other_collation_1 ON other_collation (t);
            CREATE INDEX other_collation_2 ON other_collation (t COLLATE "POSIX");
            CREATE TABLE other_direction (a int); CREATE INDEX other_direction_1 ON other_direction (a);
            CREATE INDEX other_direction_2 ON other_direction (a DESC);
            CREATE INDEX other_direction_3 ON other_direction (a NULLS FIRST);
            CREATE TABLE other_method (a int); CREATE INDEX other_method_1 ON other_method (a);
            CREATE INDEX other_method_2 ON other_method USING hash (a);
            CREATE INDEX other_method_3 ON other_method USING brin (a);
            CREATE TABLE expressions (t text, "Käse $" text); CREATE INDEX expressions_1 ON expressions (lower(t));
            CREATE INDEX expressions_2 ON expressions (lower(t)); CREATE INDEX expressions_3 ON expressions (upper(t));
            CREATE INDEX expressions_4 ON expressions (lower("Käse $"));
            CREATE TABLE included (a int, b int); CREATE INDEX included_1 ON included (a);
            CREATE INDEX included_2 ON included (a) INCLUDE (b);
            CREATE TABLE included_twice (a int, b int, c int);
            CREATE INDEX included_twice_1 ON included_twice (a) INCLUDE (b, c);
            CREATE INDEX included_twice_2 ON included_twice (a) INCLUDE (c, b);
            CREATE TABLE included_more (a int, b int, c int); CREATE INDEX included_more_1 ON included_more (a) INCLUDE (c);
            CREATE INDEX included_more_2 ON included_more (a, b);
            CREATE TABLE prefix (a int, b int); CREATE INDEX prefix_1 ON prefix (a); CREATE INDEX prefix_2 ON prefix (a, b);
            CREATE TABLE prefix_unique (a int, b int); CREATE UNIQUE INDEX prefix_unique_1 ON prefix_unique (a);
            CREATE INDEX prefix_unique_2 ON prefix_unique (a, b);
            CREATE TABLE prefix_covering (a int, b int); CREATE UNIQUE INDEX prefix_covering_1 ON prefix_covering (a);
            CREATE UNIQUE INDEX prefix_covering_2 ON prefix_covering (a) INCLUDE (b);
            CREATE TABLE prefix_key (a int UNIQUE, b int); CREATE INDEX prefix_key_2 ON prefix_key (a, b);
            CREATE TABLE prefix_of_key (a int, b int, PRIMARY KEY (a, b)); CREATE INDEX prefix_of_key_1 ON prefix_of_key (a);
            CREATE TABLE prefix_down (a int, b int); CREATE INDEX prefix_down_1 ON prefix_down (a DESC);
            CREATE INDEX prefix_down_2 ON prefix_down (a, b);
            CREATE TABLE prefix_partial (a int, b int); CREATE INDEX prefix_partial_1 ON prefix_partial (a);
            CREATE INDEX prefix_partial_2 ON prefix_partial (a, b) WHERE b > 0;
            CREATE TABLE prefix_brin (a int, b int); CREATE INDEX prefix_brin_1 ON prefix_brin USING brin (a);
            CREATE INDEX prefix_brin_2 ON prefix_brin USING brin (a, b);
            CREATE TABLE second (a int, b int); CREATE INDEX second_1 ON second (b); CREATE INDEX second_2 ON second (a, b);
            CREATE TABLE lists (a int[]); CREATE INDEX lists_1 ON lists USING gin (a); CREATE INDEX lists_2 ON lists USING gin (a);
            CREATE TABLE deferred (a int CONSTRAINT deferred_key UNIQUE DEFERRABLE); CREATE UNIQUE INDEX deferred_a ON deferred (a);
            CREATE TABLE excluded (during int4range, EXCLUDE USING gist (during WITH &&));
            CREATE INDEX excluded_during ON excluded USING gist (during);
            CREATE TABLE identified (a int NOT NULL, b int); CREATE UNIQUE INDEX identified_a ON identified (a);
            CREATE INDEX identified_plain ON identified (a);
            ALTER TABLE identified REPLICA IDENTITY USING INDEX identified_a;
            CREATE TABLE clustered (a int); CREATE INDEX clustered_1 ON clustered (a); CREATE INDEX clustered_2 ON clustered (a);
            ALTER TABLE clustered CLUSTER ON clustered_2;
            CREATE TABLE invalid (a int); INSERT INTO invalid VALUES (1), (1);
            CREATE MATERIALIZED VIEW seen AS SELECT 1 AS a; CREATE INDEX seen_1 ON seen (a); CREATE INDEX seen_2 ON seen (a);
            """;

    private static final String KEYS = """
            CREATE TABLE parent (id int PRIMARY KEY, a int, b int, UNIQUE (a, b));
            INSERT INTO parent SELECT g, g, g FROM generate_series(1, 3000) g;
            CREATE TABLE child_of_none (id int CONSTRAINT child_of_none_fk REFERENCES parent);
            CREATE TABLE child_led (id int CONSTRAINT child_led_fk REFERENCES parent); CREATE INDEX child_led_id ON child_led (id);
            CREATE TABLE child_second (id int CONSTRAINT child_second_fk REFERENCES parent, x int);
            CREATE INDEX child_second_x ON child_second (x, id);
            CREATE TABLE child_hash (id int CONSTRAINT child_hash_fk REFERENCES parent);
            CREATE INDEX child_hash_id ON child_hash USING hash (id);
            CREATE TABLE child_brin (id int CONSTRAINT child_brin_fk REFERENCES parent);
            CREATE INDEX child_brin_id ON child_brin USING brin (id);
            CREATE TABLE child_pair (a int, b int, CONSTRAINT child_pair_fk FOREIGN KEY (a, b) REFERENCES parent (a, b));
            CREATE TABLE child_pair_turned (a int, b int, x int,
                CONSTRAINT child_pair_turned_fk FOREIGN KEY (a, b) REFERENCES parent (a, b));
            CREATE INDEX child_pair_turned_ba ON child_pair_turned (b, a, x);
            CREATE TABLE child_pair_half (a int, b int, CONSTRAINT child_pair_half_fk FOREIGN KEY (a, b) REFERENCES parent (a, b));
            CREATE INDEX child_pair_half_b ON child_pair_half (b);
            CREATE TABLE child_pair_few (a int, b int, CONSTRAINT child_pair_few_fk FOREIGN KEY (a, b) REFERENCES parent (a, b));
            CREATE INDEX child_pair_few_b ON child_pair_few (b);
            CREATE TABLE child_not_null ("Käse $" int CONSTRAINT child_not_null_fk REFERENCES parent);
            CREATE INDEX child_not_null_id ON child_not_null ("Käse $") WHERE "Käse $" IS NOT NULL;
            CREATE TABLE child_partial (id int CONSTRAINT child_partial_fk REFERENCES parent, gone bool);
            CREATE INDEX child_partial_id ON child_partial (id) WHERE gone IS NOT NULL;
            CREATE TABLE child_expression (id int CONSTRAINT child_expression_fk REFERENCES parent);
            CREATE INDEX child_expression_id ON child_expression ((id + 0));
            CREATE TABLE child_small (id int CONSTRAINT child_small_fk REFERENCES parent);
            CREATE TABLE child_of_self (id int PRIMARY KEY, up int CONSTRAINT child_of_self_fk REFERENCES child_of_self);
            CREATE TABLE child_deleted (id int CONSTRAINT child_deleted_fk REFERENCES child_of_self ON DELETE CASCADE);
            INSERT INTO child_of_self SELECT g, nullif(g - 1, 0) FROM generate_series(1, 3000) g;
            INSERT INTO child_deleted SELECT g FROM generate_series(1, 2000) g;
            CREATE TABLE parent_of_index (a int); CREATE UNIQUE INDEX parent_of_index_a ON parent_of_index (a);
            CREATE TABLE child_of_index (a int CONSTRAINT child_of_index_fk REFERENCES parent_of_index (a), PRIMARY KEY (a));
            CREATE INDEX parent_of_index_plain ON parent_of_index (a);
            DO $fill$ DECLARE child text; BEGIN
                FOREACH child IN ARRAY '{child_of_none,child_led,child_second,child_hash,child_brin,child_partial,child_expression,
                    child_not_null}'::text[] LOOP
                    EXECUTE format('INSERT INTO %I SELECT g FROM generate_series(1, 3000) g', child);
                END LOOP;
                FOREACH child IN ARRAY '{child_pair,child_pair_turned,child_pair_half}'::text[] LOOP
                    EXECUTE format('INSERT INTO %I SELECT g, g FROM generate_series(1, 3000) g', child);
                END LOOP;
                INSERT INTO child_pair_few SELECT 1, 1 FROM generate_series(1, 3000) g;
                INSERT INTO child_small SELECT 1;
            END $fill$;
            DELETE FROM child_of_self WHERE id = 3000;
            """;

    private static final String TREES = """
            CREATE TABLE big_parts (id int, a int, b int) PARTITION BY RANGE (id);
            CREATE TABLE big_parts_1 PARTITION OF big_parts FOR VALUES FROM (0) TO (40000);
            CREATE TABLE big_parts_2 PARTITION OF big_parts FOR VALUES FROM (40000) TO (90000) PARTITION BY RANGE (id);
            CREATE TABLE big_parts_2_1 PARTITION OF big_parts_2 FOR VALUES FROM (40000) TO (90000);
            INSERT INTO big_parts SELECT g, g, g FROM generate_series(1, 80000) g;
            CREATE INDEX big_parts_a ON big_parts (a);
            CREATE TABLE parts (id int CONSTRAINT parts_fk REFERENCES parent, a int) PARTITION BY RANGE (a);
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (2000);
            CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (2000) TO (4000);
            CREATE INDEX parts_a_1 ON parts (a); CREATE INDEX parts_a_2 ON parts (a);
            INSERT INTO parts SELECT g, g FROM generate_series(1, 3000) g;
            CREATE TABLE half_parts (a int) PARTITION BY RANGE (a);
            CREATE TABLE half_parts_1 PARTITION OF half_parts FOR VALUES FROM (0) TO (2000);
            CREATE INDEX half_parts_a ON ONLY half_parts (a);
            CREATE TABLE own_parts (a int) PARTITION BY RANGE (a);
            CREATE TABLE own_parts_1 PARTITION OF own_parts FOR VALUES FROM (0) TO (2000);
            CREATE INDEX own_parts_1_a ON own_parts_1 (a); CREATE INDEX own_parts_1_b ON own_parts_1 (a);
            CREATE TABLE ancestor (a int); CREATE INDEX ancestor_a ON ancestor (a);
            CREATE TABLE heir () INHERITS (ancestor); CREATE INDEX heir_a ON heir (a);
            """;
}
