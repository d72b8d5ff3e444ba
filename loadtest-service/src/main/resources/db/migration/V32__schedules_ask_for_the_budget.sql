-- Whether the promises of the system's budget are thresholds of the runs that a schedule queues, as a request can ask for.
ALTER TABLE schedule ADD COLUMN budget boolean NOT NULL DEFAULT false;
