-- The numbers of findings: one raised again is told under the number that it has.
CREATE TABLE escalation_finding (
    fingerprint text PRIMARY KEY,
    number      text NOT NULL
);

-- What rules count that ask for more than one time.
CREATE TABLE escalation_signal (
    system      text        NOT NULL,
    rule        text        NOT NULL,
    fingerprint text        NOT NULL,
    at          timestamptz NOT NULL
);

CREATE INDEX escalation_signal_by_cause ON escalation_signal (system, rule, fingerprint, at);

CREATE TABLE escalation (
    escalation_id   uuid        PRIMARY KEY,
    sequence        bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    system          text        NOT NULL,
    rule            text        NOT NULL,
    to_role         text        NOT NULL,
    fingerprint     text        NOT NULL,
    number          text        NOT NULL,
    severity        text        NOT NULL,
    component       text        NOT NULL,
    title           text        NOT NULL,
    reason          text        NOT NULL,
    reason_german   text        NOT NULL,
    occurrences     integer     NOT NULL DEFAULT 1,
    escalated_at    timestamptz NOT NULL DEFAULT now(),
    last_seen_at    timestamptz NOT NULL DEFAULT now(),
    repeat_ms       bigint,
    next_repeat_at  timestamptz,
    repeats         integer     NOT NULL DEFAULT 0,
    acknowledged_at timestamptz,
    acknowledged_by text,
    note            text
);

CREATE INDEX escalation_by_system ON escalation (system, sequence);
CREATE INDEX escalation_by_cause ON escalation (system, rule, fingerprint, escalated_at);
CREATE INDEX escalation_to_repeat ON escalation (next_repeat_at) WHERE acknowledged_at IS NULL;

-- One message on one channel. PENDING until it is DELIVERED, DEAD, or CANCELLED by an acknowledgement.
CREATE TABLE escalation_delivery (
    delivery_id   uuid        PRIMARY KEY,
    escalation_id uuid        NOT NULL REFERENCES escalation,
    channel       text        NOT NULL CHECK (channel IN ('WEBHOOK', 'EMAIL')),
    name          text        NOT NULL,
    repeat        integer     NOT NULL,
    state         text        NOT NULL DEFAULT 'PENDING',
    attempts      integer     NOT NULL DEFAULT 0,
    due_at        timestamptz NOT NULL,
    problem       text,
    delivered_at  timestamptz
);

CREATE INDEX escalation_delivery_due ON escalation_delivery (due_at) WHERE state = 'PENDING';
CREATE INDEX escalation_delivery_by_escalation ON escalation_delivery (escalation_id);
