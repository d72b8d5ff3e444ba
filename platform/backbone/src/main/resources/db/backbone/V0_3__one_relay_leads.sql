-- One relay publishes for all replicas, so a row needs no slot. A row whose destination does not answer is parked under
-- the destination's label: the relay asks for the rows of one label at a time, and finds the others without passing it.
ALTER TABLE outbox_event DROP COLUMN slot;
ALTER TABLE outbox_event ADD COLUMN waits_for text COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN outbox_event.waits_for IS 'topic/partition whose answer this row waits for; empty: none';

-- "+ 0": see V0_2__pending_index.sql.
CREATE INDEX outbox_event_waiting ON outbox_event (waits_for, (sequence + 0)) WHERE published_at IS NULL;
DROP INDEX outbox_event_next;
