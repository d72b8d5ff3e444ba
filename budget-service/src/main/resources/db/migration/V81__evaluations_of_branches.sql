-- Of which branch and on which testbed a run was evaluated: a list or a report about main passes over the others. What was
-- evaluated before branches were known is main's.
ALTER TABLE evaluation ADD COLUMN branch text NOT NULL DEFAULT 'main';
ALTER TABLE evaluation ADD COLUMN testbed text NOT NULL DEFAULT 'default';
