-- When a finished run was noted. Runs that were noted before this was written down count from now: they are kept for longer, and
-- none of them has to be written again.
ALTER TABLE run_to_evaluate ADD COLUMN noted_at timestamptz NOT NULL DEFAULT now();

-- What is removed because of its age is found by it.
CREATE INDEX run_to_evaluate_by_age ON run_to_evaluate (noted_at) WHERE state <> 'PENDING';
CREATE INDEX evaluation_by_age ON evaluation (evaluated_at);
CREATE INDEX dependency_trouble_by_age ON dependency_trouble (to_at);
CREATE INDEX escalation_by_age ON escalation (last_seen_at);
CREATE INDEX escalation_signal_by_age ON escalation_signal (at);
CREATE INDEX change_point_by_age ON change_point (detected_at);
