-- name: primary-key
SELECT * FROM orders WHERE id = 4711;
-- name: unique-key-join
SELECT o.id, l.line, p.name FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id WHERE o.id = 4711;
-- name: small-table-filter
SELECT name FROM country WHERE name = 'Country 7';
-- name: small-table-seq-scan
SELECT id FROM product WHERE price = 77;
-- name: whole-table-aggregate
SELECT count(*), sum(amount) FROM orders;
-- name: whole-table-group
SELECT status, count(*) FROM orders GROUP BY status;
-- name: most-rows-kept
SELECT sum(amount) FROM orders WHERE status = 'closed';
-- name: order-by-index-limit
SELECT id, placed_at FROM orders ORDER BY placed_at DESC LIMIT 20;
-- name: order-by-primary-key-limit
SELECT id FROM orders ORDER BY id LIMIT 10;
-- name: tenant-index
SELECT id, amount FROM orders WHERE tenant_id = 7 AND placed_at > '2025-12-31';
-- name: range-index
SELECT id FROM orders WHERE placed_at BETWEEN '2025-12-01' AND '2025-12-02';
-- name: exists-index
SELECT EXISTS (SELECT 1 FROM orders WHERE tenant_id = 3);
-- name: semi-join
SELECT c.id FROM customer c WHERE c.id < 50 AND EXISTS (SELECT 1 FROM orders o WHERE o.id = c.id);
-- name: limit-stops-early
SELECT id FROM orders WHERE status = 'paid' LIMIT 5;
-- name: limit-stops-seq-scan
SELECT id, note FROM orders LIMIT 10;
-- name: insert-one
INSERT INTO product VALUES (100001, 'new', 1);
-- name: update-one
UPDATE product SET price = 5 WHERE id = 7;
-- name: values
SELECT 1;
-- name: never-executed
SELECT o.id FROM customer c JOIN orders o ON o.customer_id = c.id WHERE c.id = -5;
-- name: maximum
SELECT max(placed_at) FROM orders;
-- name: partition-pruned
SELECT count(*) FROM event WHERE at >= '2025-04-01' AND at < '2025-07-01';
-- name: hash-join-whole-tables
SELECT c.country, sum(o.amount) FROM customer c JOIN orders o ON o.customer_id = c.id GROUP BY c.country;
-- name: sort-in-memory
SELECT id, name FROM product ORDER BY price;
-- name: few-in-list
SELECT id, amount FROM orders WHERE id IN (1, 2, 3, 5, 8);
-- name: hashed-sub-plan-small
SELECT count(*) FROM product WHERE id NOT IN (SELECT id FROM product WHERE price < 10);
-- name: empty-set
SELECT id FROM orders WHERE placed_at > '2030-01-01';
-- name: gin-index
SELECT id FROM paper WHERE tags @> ARRAY[500];
-- name: index-only
SELECT count(*) FROM orders WHERE tenant_id = 5;
-- name: nested-loop-few
SELECT c.name, o.id FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.placed_at > '2025-12-31 20:00';
-- name: cte
WITH recent AS MATERIALIZED (SELECT id, amount FROM orders WHERE placed_at > '2025-12-31') SELECT sum(amount) FROM recent;
-- name: materialized-few
-- set: enable_hashjoin=off, enable_mergejoin=off
SELECT count(*) FROM country a JOIN country b ON a.name < b.name;
-- name: range-group-sort
SELECT status, count(*) FROM orders WHERE placed_at > '2025-06-01' GROUP BY status ORDER BY 2 DESC;
-- name: distinct
SELECT DISTINCT tenant_id FROM orders;
-- name: recursion
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 20000) SELECT sum(n) FROM t;
-- name: keyset-first-page
SELECT * FROM customer WHERE deleted_at IS NULL ORDER BY id LIMIT 20;
-- name: update-all
UPDATE stock SET amount = amount + 1;
-- name: insert-many
INSERT INTO stock SELECT g, 1 FROM generate_series(200000, 230000) g;
-- name: gin-overlap-many
SELECT id FROM paper WHERE tags && ARRAY[1];
-- name: page-by-primary-key
SELECT * FROM orders ORDER BY id LIMIT 100;
-- name: grouping-sets
SELECT o.tenant_id, c.country, avg(o.amount) FROM orders o JOIN customer c ON c.id = o.customer_id GROUP BY GROUPING SETS ((o.tenant_id), (c.country), ());
-- name: init-plan
SELECT count(*) FROM orders a WHERE a.amount > (SELECT avg(amount) FROM orders);
-- name: half-of-table
SELECT count(*) FROM measured WHERE value > 50000;
-- name: tenant-page
SELECT id FROM orders WHERE tenant_id = 7 ORDER BY id LIMIT 10;
-- name: join-by-range
SELECT * FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id WHERE o.placed_at BETWEEN '2025-10-01' AND '2025-10-03';
