-- An event that is forgotten takes its update with it, so that both counts are of the same time. Those of before are set to
-- what is still remembered.
UPDATE quote_status q
SET updates = (SELECT count(*) FROM insurer_events e WHERE e.quote_id = q.quote_id AND e.type = 'offer.updated');
