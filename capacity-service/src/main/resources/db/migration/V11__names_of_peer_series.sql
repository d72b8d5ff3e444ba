-- Which series of the other service a metric is: two that may have one name must not change it between them. Empty: read before.
ALTER TABLE history_peer ADD COLUMN series text NOT NULL DEFAULT '';

-- Whether its values are none of the metric's, which has another unit, zone or kind.
ALTER TABLE history_peer ADD COLUMN refused boolean NOT NULL DEFAULT false;
