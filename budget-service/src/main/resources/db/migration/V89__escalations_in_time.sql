-- Why a role is told, and what it is told: an escalation that gets worse has been told as less before.
ALTER TABLE escalation_delivery
    ADD COLUMN kind        text NOT NULL DEFAULT 'FIRST'
        CHECK (kind IN ('FIRST', 'WORSE', 'AGAIN', 'REMINDER', 'RESOLVED')),
    ADD COLUMN severity    text,
    ADD COLUMN title       text,
    ADD COLUMN form        text,
    ADD COLUMN unsigned    boolean,
    ADD COLUMN credentials text,
    ADD COLUMN replayed    boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN escalation_delivery.severity IS 'as it is told; null for older messages: that of the escalation';
COMMENT ON COLUMN escalation_delivery.form IS 'how the target is spoken to; null if nothing was said of it';
COMMENT ON COLUMN escalation_delivery.replayed IS 'somebody wants it sent, whatever became of its escalation';

UPDATE escalation_delivery SET kind = 'REMINDER' WHERE repeat > 0;

ALTER TABLE escalation_delivery DROP CONSTRAINT escalation_delivery_channel_check;
ALTER TABLE escalation_delivery ADD CONSTRAINT escalation_delivery_channel_check
    CHECK (channel IN ('WEBHOOK', 'EMAIL', 'ALERTMANAGER'));

-- When it was told, and when what it tells of happened last and was over.
ALTER TABLE escalation
    ADD COLUMN told_at   timestamptz,
    ADD COLUMN signal_at timestamptz,
    ADD COLUMN closed_at timestamptz,
    ADD COLUMN closed_as text;
COMMENT ON COLUMN escalation.closed_as IS 'the status of its finding: RESOLVED, ACCEPTED or REJECTED';

CREATE INDEX escalation_not_closed ON escalation (system, fingerprint) WHERE closed_at IS NULL;

-- A finding that somebody has decided on is not told again.
ALTER TABLE escalation_finding ADD COLUMN status text;

-- Everybody who said that he looks after it, in the order in which they did.
CREATE TABLE escalation_acknowledgement (
    sequence        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    escalation_id   uuid        NOT NULL REFERENCES escalation,
    acknowledged_at timestamptz NOT NULL,
    acknowledged_by text        NOT NULL,
    note            text        NOT NULL
);
CREATE INDEX escalation_acknowledgement_by_escalation ON escalation_acknowledgement (escalation_id, sequence);

INSERT INTO escalation_acknowledgement (escalation_id, acknowledged_at, acknowledged_by, note)
SELECT escalation_id, acknowledged_at, acknowledged_by, coalesce(note, '')
  FROM escalation WHERE acknowledged_at IS NOT NULL ORDER BY acknowledged_at;

-- Messages of one receiver wait for one another, so that one that hangs holds up its own only.
UPDATE leased_work work SET lane = delivery.channel || '/' || delivery.name
  FROM escalation_delivery delivery
 WHERE work.queue = 'deliveries' AND work.item = delivery.delivery_id::text;
