-- What is to be done after game days. A game day that shows the same again is counted; a repeat that shows it no more closes it.
CREATE TABLE action_item (
    id              uuid        PRIMARY KEY,
    fingerprint     text        NOT NULL UNIQUE,
    system          text        NOT NULL,
    runbook         text        NOT NULL,
    source          text        NOT NULL,
    subject         text        NOT NULL,
    severity        text        NOT NULL,
    owner           text        NOT NULL,
    due             date        NOT NULL,
    -- The runbook whose repeat closes it.
    retest          text        NOT NULL,
    -- Those that showed it, the oldest first.
    game_days       uuid[]      NOT NULL,
    opened_at       timestamptz NOT NULL,
    opened_by       text        NOT NULL,
    closed_at       timestamptz,
    closed_game_day uuid
);
CREATE INDEX action_item_of_system ON action_item (system, opened_at DESC, id DESC);
CREATE INDEX action_item_of_runbook ON action_item (system, retest);
CREATE INDEX action_item_of_game_day ON action_item USING gin (game_days);
-- The same sentence of the same game day is sent twice, and meant once.
CREATE UNIQUE INDEX action_item_by_hand ON action_item ((game_days[1]), subject) WHERE source = 'BY_HAND';

-- For the removal of what is old, and for the trigger that asks at each row whether it may go.
CREATE INDEX record_entry_of_game_day_written ON record_entry (game_day, written_at);
CREATE INDEX recorded_game_day_finished ON recorded_game_day (finished_at);
