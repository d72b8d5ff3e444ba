-- Up to which moment the series of another service were read.
CREATE TABLE history_peer (
    system   text        NOT NULL,
    metric   text        NOT NULL,
    position timestamptz NOT NULL,
    PRIMARY KEY (system, metric)
);

-- Every few minutes what is new there is read; the item is never done.
INSERT INTO leased_work (queue, item) VALUES ('history-peers', 'budget-service');
