-- Whoever takes a game day up begins a new term; who stores under an older one has lost it.
ALTER TABLE game_day ADD COLUMN term bigint NOT NULL DEFAULT 0;

-- Who is told that a system is not as it was before its game day.
CREATE TABLE game_day_alarm (
    game_day     uuid        NOT NULL,
    position     integer     NOT NULL,
    target       text        NOT NULL,
    raised_at    timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    delivered_at timestamptz,
    problem      text,
    PRIMARY KEY (game_day, position)
);
