-- While one is not lifted, nothing is broken. Who pulled and lifted it stays.
CREATE TABLE kill_switch (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pulled_by text        NOT NULL,
    pulled_at timestamptz NOT NULL,
    reason    text        NOT NULL,
    lifted_by text,
    lifted_at timestamptz
);
CREATE UNIQUE INDEX kill_switch_in_force ON kill_switch ((true)) WHERE lifted_at IS NULL;
