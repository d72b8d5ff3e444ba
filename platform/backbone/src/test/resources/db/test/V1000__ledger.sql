-- What the test's handler did, in the order in which it did it.
CREATE TABLE ledger (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key      text NOT NULL,
    sequence integer NOT NULL
);
CREATE INDEX ledger_key ON ledger (key, position);
