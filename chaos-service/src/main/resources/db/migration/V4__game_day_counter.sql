-- A game day's steps are counted over all who tell of them: its faults, its checks, its people.
CREATE TABLE game_day_counter (
    game_day uuid    PRIMARY KEY,
    steps    integer NOT NULL
);
