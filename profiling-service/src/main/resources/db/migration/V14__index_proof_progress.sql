CREATE TABLE index_proof_progress (
    proof    uuid   NOT NULL,
    position bigint NOT NULL,
    point    jsonb  NOT NULL,
    PRIMARY KEY (proof, position)
);
