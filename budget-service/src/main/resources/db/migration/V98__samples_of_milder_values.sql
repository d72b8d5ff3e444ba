-- Values that rest on too few samples to judge one by one are judged together: how many those in a row rest on.
ALTER TABLE alert ADD COLUMN milder_samples bigint NOT NULL DEFAULT 0;
