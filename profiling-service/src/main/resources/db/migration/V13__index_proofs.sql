-- Index candidates that are proven on a copy of their target: asked for, under way, and what came of it.
CREATE TABLE index_proof (
    id           uuid        PRIMARY KEY,
    system       text        NOT NULL,
    target       text        NOT NULL,
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL,
    request      text        NOT NULL,
    state        text        NOT NULL,
    started_at   timestamptz,
    finished_at  timestamptz,
    reason       text,
    report       text
);
CREATE INDEX index_proof_by_system ON index_proof (system, requested_at DESC, id DESC);

-- Which findings a proof is about, so that a finding knows its newest one.
CREATE TABLE index_proof_finding (
    finding text NOT NULL,
    proof   uuid NOT NULL REFERENCES index_proof (id),
    PRIMARY KEY (finding, proof)
);
CREATE INDEX index_proof_finding_by_proof ON index_proof_finding (proof);
