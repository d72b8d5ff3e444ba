-- The relay asks for the oldest pending rows. Ordered by the plain column, the planner may walk the primary key over all
-- published rows when its statistics are of a moment with a backlog. Only this index has the order that the relay asks for.
CREATE INDEX outbox_event_next ON outbox_event ((sequence + 0)) WHERE published_at IS NULL;
DROP INDEX outbox_event_pending;
