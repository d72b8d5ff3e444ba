package io.belastbar.profiling.advisor;

import static io.belastbar.profiling.advisor.OracleCase.of;

import java.util.List;
import java.util.Map;

/** Statements of different kinds for the schemas. */
final class OracleCases {
    static final Map<String, List<OracleCase>> ALL = Map.of(
            "shop",
            List.of(
                    of("foreign key", "SELECT * FROM orders WHERE customer_id = $1", "4711"),
                    of(
                            "newest of a customer",
                            "SELECT id, total FROM orders WHERE customer_id = $1 ORDER BY created_at DESC LIMIT 10",
                            "4711"),
                    of(
                            "newest of a status",
                            "SELECT * FROM orders WHERE status = $1 ORDER BY created_at DESC LIMIT 20",
                            "'failed'"),
                    of(
                            "rare constant",
                            "SELECT * FROM orders WHERE status = 'failed' AND created_at > $1",
                            "'2024-06-01'"),
                    of("not shipped", "SELECT id FROM orders WHERE shipped_at IS NULL AND total > $1", "900"),
                    of(
                            "range of time",
                            "SELECT sum(total) FROM orders WHERE created_at BETWEEN $1 AND $2",
                            "'2024-03-01'",
                            "'2024-03-03'"),
                    of("lower case", "SELECT * FROM customers WHERE lower(email) = $1", "'user77@example.org'"),
                    of("exact", "SELECT id FROM customers WHERE email = $1", "'User77@example.org'"),
                    of("list", "SELECT * FROM orders WHERE customer_id = ANY ($1)", "'{5,77,4000}'::bigint[]"),
                    of(
                            "join of few",
                            "SELECT c.name, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.email = $1",
                            "'User77@example.org'"),
                    of(
                            "join of three",
                            "SELECT i.qty, i.price FROM customers c JOIN orders o ON o.customer_id = c.id JOIN items i ON i.order_id = o.id WHERE c.id = $1",
                            "99"),
                    of(
                            "either",
                            "SELECT * FROM orders WHERE customer_id = $1 OR total = $2 AND status = 'failed'",
                            "17",
                            "31"),
                    of("whole", "SELECT * FROM orders", new String[0]),
                    of("most rows", "SELECT * FROM orders WHERE total >= 0 AND status <> 'failed'"),
                    of("count of a product", "SELECT count(*) FROM items WHERE product_id = $1", "32"),
                    of("flag", "SELECT id, email FROM customers WHERE newsletter")),
            "events",
            List.of(
                    of("stream", "SELECT * FROM events WHERE stream = $1 ORDER BY version", "md5('5')::uuid"),
                    of(
                            "since version",
                            "SELECT * FROM events WHERE stream = $1 AND version > $2",
                            "md5('5')::uuid",
                            "15"),
                    of(
                            "last of kind",
                            "SELECT * FROM events WHERE kind = $1 ORDER BY recorded_at DESC LIMIT 5",
                            "'paid'"),
                    of(
                            "day",
                            "SELECT count(*) FROM events WHERE recorded_at >= $1 AND recorded_at < $2",
                            "'2024-06-05'",
                            "'2024-06-06'"),
                    of("contains", "SELECT id FROM events WHERE payload @> '{\"ref\": \"r34\"}'"),
                    of("field", "SELECT id FROM events WHERE payload ->> 'ref' = $1", "'r34'"),
                    of("highest", "SELECT max(version) FROM events WHERE stream = $1", "md5('5')::uuid"),
                    of("key set", "SELECT * FROM events WHERE id > $1 ORDER BY id LIMIT 100", "4000")),
            "tenants",
            List.of(
                    of(
                                    "page",
                                    "SELECT id, first_name FROM employees WHERE deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2",
                                    "50",
                                    "0")
                            .asTenant(),
                    of("all", "SELECT * FROM employees WHERE deleted_at IS NULL")
                            .asTenant(),
                    of("count", "SELECT count(*) FROM employees").asTenant(),
                    of("by name", "SELECT * FROM employees WHERE last_name = $1", "'N77'")
                            .asTenant(),
                    of("by address", "SELECT * FROM employees WHERE email = $1", "'e47@smart.de'")
                            .asTenant(),
                    of("like", "SELECT * FROM employees WHERE last_name LIKE 'N77%'")
                            .asTenant(),
                    of("salary", "SELECT id FROM employees WHERE salary > $1", "6900")
                            .asTenant(),
                    of("by id", "SELECT * FROM employees WHERE id = $1", "gen_random_uuid()")
                            .asTenant()),
            "series",
            List.of(
                    of(
                            "sensor in time",
                            "SELECT at, value FROM readings WHERE sensor = $1 AND at BETWEEN $2 AND $3",
                            "17",
                            "'2024-01-05'",
                            "'2024-01-06'"),
                    of(
                            "last of a sensor",
                            "SELECT value FROM readings WHERE sensor = $1 ORDER BY at DESC LIMIT 1",
                            "17"),
                    of(
                            "time",
                            "SELECT avg(value) FROM readings WHERE at >= $1 AND at < $2",
                            "'2024-01-05'",
                            "'2024-01-05 04:00'"),
                    of("bad quality", "SELECT * FROM readings WHERE quality = 3"),
                    of("average", "SELECT avg(value) FROM readings"),
                    of("host in partitions", "SELECT * FROM load WHERE host = $1", "44"),
                    of("host and time", "SELECT max(cpu) FROM load WHERE host = $1 AND at > $2", "44", "'2024-01-20'")),
            "social",
            List.of(
                    of("followers", "SELECT follower FROM follows WHERE followee = $1", "77"),
                    of("followed", "SELECT followee FROM follows WHERE follower = $1", "77"),
                    of(
                            "newest followers",
                            "SELECT follower, since FROM follows WHERE followee = $1 ORDER BY since DESC LIMIT 5",
                            "77"),
                    of(
                            "feed",
                            "SELECT p.id, p.txt FROM follows f JOIN posts p ON p.author = f.followee WHERE f.follower = $1 ORDER BY p.created DESC LIMIT 20",
                            "77"),
                    of("hidden", "SELECT id FROM posts WHERE hidden"),
                    of("visible", "SELECT id FROM posts WHERE NOT hidden ORDER BY created DESC LIMIT 30"),
                    of("most liked", "SELECT id, likes FROM posts ORDER BY likes DESC, id LIMIT 10"),
                    of(
                            "city and age",
                            "SELECT * FROM people WHERE city = $1 AND born > $2",
                            "'city37'",
                            "'1999-01-01'"),
                    of(
                            "author exists",
                            "SELECT handle FROM people u WHERE city = $1 AND EXISTS (SELECT 1 FROM posts p WHERE p.author = u.id AND p.likes > $2)",
                            "'city74'",
                            "4000"),
                    of("by handle", "SELECT * FROM people WHERE handle = $1", "'h77'")),
            "content",
            List.of(
                    of("slug", "SELECT titel FROM \"Seiten\" WHERE slug = $1", "'seite-' || md5('7')"),
                    of("slug begins", "SELECT id FROM \"Seiten\" WHERE slug LIKE 'seite-0a1%'"),
                    of("title begins", "SELECT id FROM \"Seiten\" WHERE titel LIKE 'Titel 0a1%'"),
                    of("umlaut", "SELECT id FROM \"Seiten\" WHERE \"Größe\" = $1", "4711"),
                    of("reserved word", "SELECT id FROM \"Seiten\" WHERE state = 'draft' ORDER BY \"order\" LIMIT 10"),
                    of("tags", "SELECT id FROM \"Seiten\" WHERE tags @> ARRAY['t7','u49']"),
                    of(
                            "text",
                            "SELECT id FROM \"Seiten\" WHERE to_tsvector('simple', body) @@ to_tsquery('simple', 'word31')"),
                    of("valid", "SELECT id FROM \"Seiten\" WHERE valid @> $1::timestamptz", "'2024-05-01'"),
                    of("document", "SELECT id FROM \"Seiten\" WHERE data @> '{\"author\": \"a49\"}'"),
                    of("volatile", "SELECT id FROM \"Seiten\" WHERE \"Größe\" = (random() * 9000)::int")),
            "warehouse",
            List.of(
                    of(
                            "promotion",
                            "SELECT sum(l_price) FROM lineitem JOIN part ON p_partkey = l_partkey WHERE p_brand = $1 AND p_size = $2 AND l_quantity < $3",
                            "'Brand#12'",
                            "16",
                            "10"),
                    of("order lines", "SELECT * FROM lineitem WHERE l_orderkey = $1", "77"),
                    of(
                            "shipped in a day",
                            "SELECT sum(l_price * l_quantity) FROM lineitem WHERE l_shipdate = $1 AND l_mode = $2",
                            "'1996-01-01'",
                            "'AIR'"),
                    of(
                            "shipping report",
                            "SELECT l_mode, count(*) FROM lineitem WHERE l_shipdate < $1 GROUP BY l_mode",
                            "'2001-01-01'"),
                    of(
                            "cast of a film",
                            "SELECT n.name FROM title t JOIN cast_info c ON c.movie_id = t.id JOIN name n ON n.id = c.person_id WHERE t.title = $1",
                            "'Title ' || md5('7')"),
                    of(
                            "films of a person",
                            "SELECT t.title FROM name n JOIN cast_info c ON c.person_id = n.id JOIN title t ON t.id = c.movie_id WHERE n.name = $1 AND t.production_year > $2",
                            "'Name 31'",
                            "1990"),
                    of("year", "SELECT count(*) FROM title WHERE production_year = $1 AND kind = $2", "1981", "3"),
                    of(
                            "sizes",
                            "SELECT p_partkey FROM part WHERE p_type = $1 AND p_size IN (3, 14, 23)",
                            "'TYPE 11'")));

    private OracleCases() {}
}
