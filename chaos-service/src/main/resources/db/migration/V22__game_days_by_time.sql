-- Game days of the last 90 days, of whichever system, are counted every 15 seconds.
CREATE INDEX game_day_planned ON game_day (planned_at);
