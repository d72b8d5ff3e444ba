-- name: filtered-scan | filtered-scan
SELECT id, amount FROM orders WHERE customer_id = 4711;
-- name: filtered-scan-update | filtered-scan
UPDATE orders SET amount = amount + 1 WHERE customer_id = 4711;
-- name: filtered-scan-delete-cast | filtered-scan
DELETE FROM orders WHERE tenant_id::text = '7' AND status = 'open';
-- name: filtered-scan-expression | filtered-scan
SELECT id FROM customer WHERE lower(email) = 'c77@example.org';
-- name: filtered-scan-like | filtered-scan
SELECT id FROM orders WHERE note LIKE '%nothing%';
-- name: filtered-scan-parallel | filtered-scan
-- set: max_parallel_workers_per_gather=2, min_parallel_table_scan_size=0, parallel_setup_cost=0, parallel_tuple_cost=0
SELECT id, amount FROM orders WHERE customer_id = 4711;
-- name: filtered-scan-quoted | filtered-scan
SELECT "Menge ""netto""" FROM "Lager"."Bestände Größe" WHERE "Artikel$Nr" = 5;
-- name: filtered-scan-partitions | filtered-scan
SELECT id FROM event WHERE kind = 77 AND at >= '2025-01-01';
-- name: filtered-scan-in-loop | filtered-scan
-- set: enable_hashjoin=off, enable_mergejoin=off, enable_material=off, enable_memoize=off
SELECT p.name, s.id FROM product p JOIN LATERAL (SELECT id FROM stock s WHERE s.amount = p.id AND s.id > 100 OFFSET 0) s ON true WHERE p.id < 20;
-- name: whole-index-scan | whole-index-scan
-- set: enable_sort=off, enable_seqscan=off, enable_incremental_sort=off
SELECT id, note FROM orders ORDER BY placed_at;
-- name: index-filter | index-filter
SELECT id FROM orders WHERE tenant_id = 7 AND customer_id = 4727;
-- name: filtered-scan-order-by-limit | filtered-scan
SELECT id, subject FROM ticket WHERE state = 'new' ORDER BY opened_at DESC, id DESC LIMIT 10;
-- name: wrong-index-for-order | index-filter
-- set: enable_sort=off
SELECT id, subject FROM ticket WHERE subject = 'nothing' ORDER BY id LIMIT 10;
-- name: misestimate-correlated | misestimate, filtered-scan?
SELECT count(*) FROM customer c JOIN orders o ON o.customer_id = c.id WHERE c.city = 'City 7' AND c.zip = '00007';
-- name: misestimate-grown | misestimate
SELECT p.name, g.id FROM grown g JOIN product p ON p.id = g.id % 1000 WHERE g.kind = 3;
-- name: inner-loops | filtered-scan, inner-loops
-- set: enable_hashjoin=off, enable_mergejoin=off, enable_memoize=off
SELECT sum(l.quantity) FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.status = 'open';
-- name: compared-pairs | compared-pairs
-- set: enable_hashjoin=off, enable_mergejoin=off
SELECT count(*) FROM customer c JOIN product p ON c.id % 1000 + 1 > p.id + 990;
-- name: sort-spill | sort-spill
SELECT id, note FROM orders ORDER BY amount;
-- name: sort-spill-window | sort-spill
SELECT id, rank() OVER (PARTITION BY tenant_id ORDER BY amount) FROM orders;
-- name: sort-spill-parallel | sort-spill
-- set: max_parallel_workers_per_gather=2, min_parallel_table_scan_size=0, parallel_setup_cost=0, parallel_tuple_cost=0
SELECT id, note FROM orders ORDER BY amount;
-- name: hash-spill | hash-spill
-- set: work_mem=256kB, hash_mem_multiplier=1
SELECT count(*) FROM orders o JOIN order_line l ON l.order_id = o.id WHERE l.quantity > 1;
-- name: hash-aggregate-spill | hash-aggregate-spill
-- set: work_mem=256kB, hash_mem_multiplier=1, enable_sort=off
SELECT customer_id, sum(amount) FROM orders GROUP BY customer_id;
-- name: sort-spill-wide | sort-spill
SELECT * FROM customer ORDER BY created_at;
-- name: wide-rows | wide-rows
-- set: work_mem=64MB
SELECT * FROM customer ORDER BY email;
-- name: inner-loops-index | inner-loops
-- set: enable_hashjoin=off, enable_mergejoin=off, enable_memoize=off
SELECT sum(o.amount) FROM order_line l JOIN orders o ON o.id = l.order_id WHERE l.order_id BETWEEN 1000 AND 20000;
-- name: lossy-bitmap | lossy-bitmap
-- set: work_mem=64kB, enable_seqscan=off, enable_indexscan=off
SELECT sum(sensor) FROM measured WHERE value BETWEEN 1000 AND 30000;
-- name: limit-over-sort | limit-over-sort
SELECT id, amount FROM orders ORDER BY amount DESC LIMIT 20;
-- name: limit-over-sort-parallel | limit-over-sort
-- set: max_parallel_workers_per_gather=2, min_parallel_table_scan_size=0, parallel_setup_cost=0, parallel_tuple_cost=0
SELECT id, amount FROM orders ORDER BY amount DESC LIMIT 20;
-- name: large-offset | large-offset
SELECT id, placed_at FROM orders ORDER BY placed_at OFFSET 200000 LIMIT 20;
-- name: trigger-time | trigger-time
INSERT INTO booked SELECT g, g, g FROM generate_series(1, 2000) g;
-- name: trigger-time-foreign-key | trigger-time
DELETE FROM parent_row WHERE id < 500;
-- name: workers-missing | workers-missing
-- set: max_parallel_workers=1, max_parallel_workers_per_gather=4, min_parallel_table_scan_size=0, parallel_setup_cost=0, parallel_tuple_cost=0
SELECT sum(amount) FROM orders;
-- name: heap-fetches | heap-fetches
-- set: enable_seqscan=off, enable_bitmapscan=off
SELECT count(*) FROM unvacuumed WHERE a BETWEEN 10 AND 200;
-- name: sub-plan-with-scan | filtered-scan
SELECT id, (SELECT count(*) FROM blocked b WHERE b.customer_id = c.id) FROM customer c WHERE c.id <= 300;
-- name: sub-plan-per-row | sub-plan-per-row
SELECT id, (SELECT sum(quantity) FROM order_line l WHERE l.order_id = o.id) FROM orders o WHERE placed_at > '2025-10-01';
-- name: not-in-sub-plan | not-in-sub-plan
-- set: work_mem=64kB, hash_mem_multiplier=1
SELECT id FROM product WHERE id NOT IN (SELECT customer_id FROM blocked);
-- name: compared-pairs-range | compared-pairs
SELECT count(*) FROM product a, product b WHERE a.price + b.price > 1900;
-- name: temporary-files-cte | temporary-files
-- set: work_mem=64kB
WITH t AS MATERIALIZED (SELECT id, note FROM orders) SELECT count(*) FROM t a WHERE a.id > 5;
-- name: long-value-list | long-value-list
SELECT id, amount FROM orders WHERE id IN (VALUES_1_TO_3000);
-- name: index-filter-in-loop | index-filter
-- set: enable_hashjoin=off, enable_mergejoin=off, enable_memoize=off, enable_bitmapscan=off
SELECT p.name, o.id FROM product p JOIN orders o ON o.tenant_id = p.id AND o.customer_id = p.id * 100 + 7 WHERE p.id < 20;
-- name: misestimate-grown-index | misestimate, sort-spill?
SELECT count(*) FROM grown g JOIN stock s ON s.id = g.id JOIN product p ON p.id = s.amount WHERE g.kind = 3;
-- name: filtered-scan-sub-query | filtered-scan
SELECT id, EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.product_id = 7) FROM orders o WHERE o.id < 60000;
-- name: not-in-hashed | not-in-sub-plan
-- set: work_mem=64MB
SELECT count(*) FROM product WHERE id NOT IN (SELECT order_id FROM order_line);
-- name: limit-over-sort-filter | limit-over-sort
SELECT id FROM orders WHERE status = 'closed' ORDER BY amount, id LIMIT 10;
-- name: large-offset-sort | large-offset
SELECT id FROM orders ORDER BY amount OFFSET 10000 LIMIT 10;
-- name: wide-hash | wide-rows
-- set: work_mem=64MB
SELECT * FROM customer a JOIN customer b ON b.name = a.name;
-- name: window-spill | temporary-files, sort-spill?
-- set: work_mem=64kB, enable_sort=off
SELECT id, sum(amount) OVER () FROM orders;
-- name: index-filter-for-order | index-filter
SELECT * FROM orders WHERE tenant_id = 5 ORDER BY placed_at DESC LIMIT 50;
-- name: index-filter-prefix | index-filter
SELECT email FROM customer WHERE email LIKE 'c77%';
-- name: filtered-scan-range | filtered-scan
DELETE FROM stock WHERE amount < 10;
-- name: filtered-scan-element | filtered-scan
SELECT id FROM paper WHERE 999 = ANY(tags);
-- name: misestimate-expression | misestimate, sort-spill
SELECT date_trunc('month', placed_at) m, sum(amount) FROM orders GROUP BY 1 ORDER BY 1;
-- name: filtered-scan-twice | filtered-scan
SELECT a.id FROM orders a JOIN orders b ON a.customer_id = b.customer_id AND a.id < b.id WHERE a.status = 'open' AND b.status = 'open';
-- name: filtered-scan-or | filtered-scan
SELECT * FROM orders WHERE status = 'open' OR customer_id = 9;
-- name: index-filter-range | index-filter
SELECT id, note FROM orders WHERE placed_at > '2025-12-20' AND status = 'open';
