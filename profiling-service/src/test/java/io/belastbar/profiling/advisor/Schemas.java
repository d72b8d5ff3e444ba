package io.belastbar.profiling.advisor;

import java.util.List;
import java.util.Map;

/** Databases of different kinds, small enough to measure every index in them. */
final class Schemas {
    static final Map<String, List<String>> ALL = Map.of(
            "shop",
            List.of(
                    """
                    CREATE TABLE customers (id bigint PRIMARY KEY, email text, name varchar(80), country text,
                        newsletter boolean, created_at timestamptz)
                    """,
                    """
                    INSERT INTO customers SELECT g, 'User' || g || '@example.org', 'Name ' || md5(g::text),
                        (ARRAY['DE','AT','CH','FR','NL'])[1 + (g * 7) % 5], g % 50 = 0,
                        '2024-01-01'::timestamptz + g * interval '7 minutes' FROM generate_series(1, 20000) g
                    """,
                    """
                    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers, status text,
                        total numeric(10,2), created_at timestamptz, shipped_at timestamptz, note text)
                    """,
                    """
                    INSERT INTO orders SELECT g, 1 + (g * 7919) % 20000,
                        CASE WHEN g % 100 = 0 THEN 'failed' WHEN g % 3 = 0 THEN 'open' ELSE 'done' END,
                        (g * 31) % 1000, '2024-01-01'::timestamptz + ((g::bigint * 104729) % 60000) * interval '5 minutes',
                        CASE WHEN g % 40 = 0 THEN NULL ELSE '2025-01-01'::timestamptz END, repeat('n', 60)
                    FROM generate_series(1, 60000) g
                    """,
                    "CREATE TABLE items (order_id bigint, product_id int, qty int, price numeric(10,2), info text)",
                    """
                    INSERT INTO items SELECT 1 + (g::bigint * 48271) % 60000, 1 + (g * 31) % 2000, 1 + g % 5, g % 300,
                        repeat('i', 40) FROM generate_series(1, 100000) g
                    """),
            "events",
            List.of("""
                    CREATE TABLE events (id bigint PRIMARY KEY, stream uuid, version int, kind text, payload jsonb,
                        recorded_at timestamptz)
                    """, """
                    INSERT INTO events SELECT g, md5((g % 3000)::text)::uuid, g / 3000,
                        (ARRAY['created','changed','paid','sent','closed'])[1 + (g * 13) % 5],
                        jsonb_build_object('no', g, 'kind', 'k' || g % 700, 'ref', 'r' || (g * 17) % 20000),
                        '2024-06-01'::timestamptz + g * interval '30 seconds' FROM generate_series(1, 60000) g
                    """),
            "tenants",
            List.of(
                    """
                    CREATE TABLE employees (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), organization_id uuid NOT NULL,
                        first_name text, last_name text, email varchar(120), salary numeric(10,2),
                        created_at timestamptz NOT NULL, deleted_at timestamptz)
                    """,
                    """
                    INSERT INTO employees (organization_id, first_name, last_name, email, salary, created_at, deleted_at)
                    SELECT md5((g % 40)::text)::uuid, 'V' || (g * 7) % 900, 'N' || (g * 11) % 5000,
                        'e' || g || '@smart.de', g % 7000, '2024-01-01'::timestamptz + (g * 7919 % 50000) * interval '1 min',
                        CASE WHEN g % 10 = 0 THEN now() END FROM generate_series(1, 50000) g
                    """,
                    "ALTER TABLE employees ENABLE ROW LEVEL SECURITY",
                    """
                    CREATE POLICY tenant ON employees TO advisor_app
                    USING (organization_id = current_setting('app.organization_id')::uuid)
                    """,
                    "GRANT SELECT ON employees TO advisor_app"),
            "series",
            List.of(
                    "CREATE TABLE readings (sensor int, at timestamptz, value float8, quality smallint, raw text)",
                    """
                    INSERT INTO readings SELECT g % 200, '2024-01-01'::timestamptz + g * interval '20 seconds',
                        (g * 31) % 1000 / 10.0, CASE WHEN g % 97 = 0 THEN 3 ELSE 0 END, repeat('r', 30)
                    FROM generate_series(1, 100000) g
                    """,
                    """
                    CREATE TABLE load (host int, at timestamptz NOT NULL, cpu float8, memo text) PARTITION BY RANGE (at)
                    """,
                    "CREATE TABLE load_1 PARTITION OF load FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
                    "CREATE TABLE load_2 PARTITION OF load FOR VALUES FROM ('2024-02-01') TO ('2024-03-01')",
                    """
                    INSERT INTO load SELECT (g * 31) % 500, '2024-01-01'::timestamptz + g * interval '80 seconds',
                        g % 100, repeat('m', 40) FROM generate_series(1, 60000) g
                    """),
            "social",
            List.of(
                    "CREATE TABLE people (id int PRIMARY KEY, handle text UNIQUE, city text, born date, bio text)",
                    """
                    INSERT INTO people SELECT g, 'h' || g, 'city' || (g * 37) % 300, '1950-01-01'::date + (g * 7) % 20000,
                        repeat('b', 50) FROM generate_series(1, 20000) g
                    """,
                    "CREATE TABLE follows (follower int, followee int, since timestamptz, PRIMARY KEY (follower, followee))",
                    """
                    INSERT INTO follows SELECT 1 + (g * 7919) % 20000, 1 + (g::bigint * 104729 + g / 20000) % 20000,
                        '2024-01-01'::timestamptz + (g * 31 % 70000) * interval '1 min' FROM generate_series(1, 100000) g
                    ON CONFLICT DO NOTHING
                    """,
                    "CREATE TABLE posts (id int PRIMARY KEY, author int, hidden boolean, created timestamptz, likes int, txt text)",
                    """
                    INSERT INTO posts SELECT g, 1 + (g::bigint * 48271) % 20000, g % 200 = 0,
                        '2024-01-01'::timestamptz + (g * 7919 % 60000) * interval '1 min', (g * 17) % 5000,
                        repeat('p', 80) FROM generate_series(1, 60000) g
                    """),
            "content",
            List.of("CREATE SCHEMA \"Inhalt\"", """
                    CREATE TABLE "Inhalt"."Seiten" (id int PRIMARY KEY, "Größe" int, slug text COLLATE "C", titel text
                        COLLATE "de-x-icu", data jsonb, tags text[], body text, valid tstzrange, "order" int, state text)
                    """, """
                    INSERT INTO "Inhalt"."Seiten" SELECT g, (g * 7919) % 9000, 'seite-' || md5(g::text), 'Titel ' || md5((g * 3)::text),
                        jsonb_build_object('author', 'a' || (g * 7) % 2000, 'lang', (ARRAY['de','en','fr'])[1 + g % 3]),
                        ARRAY['t' || g % 500, 'u' || (g * 7) % 900], 'word' || (g * 31) % 3000 || ' lorem ipsum dolor ' || g,
                        tstzrange('2024-01-01'::timestamptz + (g * 7919 % 40000) * interval '10 min',
                                  '2024-01-01'::timestamptz + (g * 7919 % 40000) * interval '10 min' + interval '2 hours'),
                        (g::bigint * 104729) % 40000, CASE WHEN g % 60 = 0 THEN 'draft' ELSE 'live' END
                    FROM generate_series(1, 40000) g
                    """),
            "warehouse",
            List.of(
                    "CREATE TABLE part (p_partkey int PRIMARY KEY, p_brand text, p_type text, p_size int, p_name text)",
                    """
                    INSERT INTO part SELECT g, 'Brand#' || (g * 7) % 25, 'TYPE ' || (g * 11) % 150, (g * 13) % 50,
                        repeat('x', 30) || g FROM generate_series(1, 10000) g
                    """,
                    """
                    CREATE TABLE lineitem (l_orderkey int, l_partkey int, l_quantity int, l_price numeric, l_shipdate date,
                        l_mode text, l_comment text)
                    """,
                    """
                    INSERT INTO lineitem SELECT g / 4, 1 + (g::bigint * 48271) % 10000, 1 + g % 50, g % 900,
                        '1995-01-01'::date + (g * 7919) % 2500, (ARRAY['AIR','RAIL','SHIP','TRUCK'])[1 + g % 4],
                        repeat('c', 40) FROM generate_series(1, 100000) g
                    """,
                    "CREATE TABLE title (id int PRIMARY KEY, kind int, title text, production_year int)",
                    """
                    INSERT INTO title SELECT g, (g * 7) % 7, 'Title ' || md5(g::text), 1950 + (g * 31) % 75
                    FROM generate_series(1, 30000) g
                    """,
                    "CREATE TABLE cast_info (person_id int, movie_id int, role_id int, note text)",
                    """
                    INSERT INTO cast_info SELECT 1 + (g * 7919) % 25000, 1 + (g::bigint * 104729) % 30000, g % 11, repeat('n', 30)
                    FROM generate_series(1, 100000) g
                    """,
                    "CREATE TABLE name (id int PRIMARY KEY, name text, gender char(1))",
                    """
                    INSERT INTO name SELECT g, 'Name ' || (g * 31) % 20000, (ARRAY['m','f'])[1 + g % 2]
                    FROM generate_series(1, 25000) g
                    """));

    private Schemas() {}
}
