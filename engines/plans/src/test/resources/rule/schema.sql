-- The database that the plans of this folder were made in (PostgreSQL 14, 16 and 18; work_mem 4MB, jit off, autovacuum off).
SET client_min_messages = warning;
SELECT setseed(0.42);
CREATE SCHEMA "Lager";
CREATE TABLE country (code char(2) PRIMARY KEY, name text NOT NULL);
INSERT INTO country SELECT chr(65 + g / 10) || chr(65 + g % 10), 'Country ' || g FROM generate_series(0, 49) g;
CREATE TABLE customer (
    id bigint PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, country char(2) REFERENCES country,
    city text, zip text, created_at timestamptz NOT NULL, deleted_at timestamptz, biography text);
INSERT INTO customer
SELECT g, 'c' || g || '@example.org', 'Customer ' || g, chr(65 + (g % 50) / 10) || chr(65 + (g % 50) % 10),
       'City ' || g % 200, lpad((g % 200)::text, 5, '0'), timestamptz '2026-01-01' - g * interval '1 hour',
       CASE WHEN g % 20 = 0 THEN now() END, repeat(md5(g::text), 12)
FROM generate_series(1, 20000) g;
CREATE TABLE orders (
    id bigint PRIMARY KEY, tenant_id int NOT NULL, customer_id bigint NOT NULL, status text NOT NULL,
    placed_at timestamptz NOT NULL, amount numeric(12, 2) NOT NULL, note text);
INSERT INTO orders
SELECT g, g % 40, 1 + g % 20000, CASE WHEN g % 100 < 2 THEN 'open' WHEN g % 100 < 10 THEN 'paid' ELSE 'closed' END,
       timestamptz '2026-01-01' - (g::bigint * 7919 % 300000) * interval '1 minute', (g::bigint * 31 % 100000) / 100.0,
       repeat('note ', 20)
FROM generate_series(1, 300000) g;
CREATE INDEX orders_placed_at ON orders (placed_at);
CREATE INDEX orders_tenant ON orders (tenant_id);
CREATE TABLE order_line (
    order_id bigint NOT NULL, line int NOT NULL, product_id int NOT NULL, quantity int NOT NULL,
    PRIMARY KEY (order_id, line));
INSERT INTO order_line SELECT 1 + g / 2, g % 2, 1 + g * 13 % 1000, 1 + g % 9 FROM generate_series(0, 599999) g;
CREATE TABLE product (id int PRIMARY KEY, name text NOT NULL, price numeric(10, 2) NOT NULL);
INSERT INTO product SELECT g, 'Product ' || g, g FROM generate_series(1, 1000) g;
CREATE TABLE blocked (customer_id bigint);
INSERT INTO blocked SELECT g * 3 FROM generate_series(1, 30000) g;
CREATE TABLE event (id bigint NOT NULL, kind int NOT NULL, at date NOT NULL, payload text) PARTITION BY RANGE (at);
CREATE TABLE event_2025_q1 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2025-04-01');
CREATE TABLE event_2025_q2 PARTITION OF event FOR VALUES FROM ('2025-04-01') TO ('2025-07-01');
CREATE TABLE event_2025_q3 PARTITION OF event FOR VALUES FROM ('2025-07-01') TO ('2025-10-01');
INSERT INTO event SELECT g, g % 500, date '2025-01-01' + (g % 270)::int, repeat('x', 50) FROM generate_series(1, 200000) g;
CREATE TABLE "Lager"."Bestände Größe" ("Artikel$Nr" bigint, "Lager-Ort" text, "Menge ""netto""" int);
INSERT INTO "Lager"."Bestände Größe" SELECT g, 'Ort ' || g % 5000, g % 77 FROM generate_series(1, 150000) g;
CREATE TABLE paper (id bigint PRIMARY KEY, tags int[] NOT NULL, body text);
INSERT INTO paper SELECT g, ARRAY[g % 3, g % 1000 + 10], repeat('lorem ', 30) FROM generate_series(1, 100000) g;
CREATE INDEX paper_tags ON paper USING gin (tags);
CREATE TABLE measured (sensor int NOT NULL, value int NOT NULL, at timestamptz NOT NULL, remark text);
INSERT INTO measured
SELECT (random() * 20)::int, (random() * 100000)::int, now() - random() * interval '300 days', repeat('r', 120)
FROM generate_series(1, 300000);
CREATE INDEX measured_value ON measured (value);
CREATE TABLE stock (id bigint PRIMARY KEY, amount int NOT NULL);
INSERT INTO stock SELECT g, g % 1000 FROM generate_series(1, 100000) g;
CREATE TABLE booked (id bigint PRIMARY KEY, customer_id bigint REFERENCES customer, amount int);
CREATE FUNCTION slow_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count(*) FROM product WHERE price > NEW.amount;
    RETURN NEW;
END $$;
CREATE TRIGGER slow_check AFTER INSERT ON booked FOR EACH ROW EXECUTE FUNCTION slow_check();
CREATE TABLE parent_row (id bigint PRIMARY KEY, name text);
CREATE TABLE child_row (id bigint PRIMARY KEY, parent_id bigint REFERENCES parent_row ON DELETE CASCADE);
INSERT INTO parent_row SELECT g, 'p' || g FROM generate_series(1, 2000) g;
INSERT INTO child_row SELECT g, 1 + g % 2000 FROM generate_series(1, 20000) g;
CREATE TABLE ticket (id bigint PRIMARY KEY, state text NOT NULL, opened_at timestamptz NOT NULL, subject text);
INSERT INTO ticket SELECT g, CASE WHEN g < 200 THEN 'new' ELSE 'done' END, timestamptz '2025-01-01' + g * interval '1 minute', repeat('subject ', 8)
FROM generate_series(1, 200000) g;
VACUUM ANALYZE;
-- Grown since its last ANALYZE.
CREATE TABLE grown (id bigint, kind int);
INSERT INTO grown SELECT g, g % 10 FROM generate_series(1, 100) g;
ANALYZE grown;
INSERT INTO grown SELECT g, 3 FROM generate_series(101, 60000) g;
-- No VACUUM since most of its rows were changed: the visibility map is empty.
CREATE TABLE unvacuumed (id bigint PRIMARY KEY, a int NOT NULL, filler text);
INSERT INTO unvacuumed SELECT g, g % 1000, repeat('f', 100) FROM generate_series(1, 100000) g;
CREATE INDEX unvacuumed_a ON unvacuumed (a);
ANALYZE unvacuumed;
