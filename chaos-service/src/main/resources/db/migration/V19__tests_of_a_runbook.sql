-- For the last tests of each runbook.
CREATE INDEX recorded_of_runbook ON recorded_game_day (system, runbook, finished_at DESC, started_at DESC, game_day DESC);
