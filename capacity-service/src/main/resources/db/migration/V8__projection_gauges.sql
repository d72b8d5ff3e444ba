-- What Prometheus is told, beside the document: when the first limit is reached, and the value in 90 days.
ALTER TABLE projection ADD COLUMN reached_at timestamptz, ADD COLUMN in_ninety_days double precision;
CREATE INDEX projection_by_limit ON projection (reached_at NULLS LAST, system, metric);
