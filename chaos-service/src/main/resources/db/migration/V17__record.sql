-- What happened on game days, line by line as it is given to an auditor. Rows are only added.
CREATE TABLE record_entry (
    game_day   uuid        NOT NULL,
    number     bigint      NOT NULL CHECK (number > 0),
    kind       text        NOT NULL,
    line       text        NOT NULL,
    hash       text        NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (game_day, number)
);

-- Signed heads: one at the end, one more for each later correction and sign-off.
CREATE TABLE record_head (
    game_day   uuid        NOT NULL,
    entries    bigint      NOT NULL,
    line       text        NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (game_day, entries)
);

-- Which records there are of a system; what it says stands in the record as well.
CREATE TABLE recorded_game_day (
    game_day    uuid        PRIMARY KEY,
    system      text        NOT NULL,
    runbook     text        NOT NULL,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    outcome     text
);
CREATE INDEX recorded_of_system ON recorded_game_day (system, started_at DESC, game_day);
-- For the removal of what is old.
CREATE INDEX record_entry_written ON record_entry (written_at);

-- The triggers hold against a mistake. Against whoever owns the tables only the heads help that others keep.
CREATE FUNCTION record_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF NOT EXISTS (SELECT 1 FROM record_entry WHERE game_day = OLD.game_day
                          AND written_at > now() - interval '5 years') THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the record of game day % is kept for five years after its last entry', OLD.game_day
            USING ERRCODE = 'restrict_violation';
    END IF;
    RAISE EXCEPTION 'a record is only added to' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER record_entry_only_grows BEFORE UPDATE OR DELETE ON record_entry
    FOR EACH ROW EXECUTE FUNCTION record_only_grows();
CREATE TRIGGER record_entry_stays BEFORE TRUNCATE ON record_entry
    FOR EACH STATEMENT EXECUTE FUNCTION record_only_grows();
CREATE TRIGGER record_head_only_grows BEFORE UPDATE OR DELETE ON record_head
    FOR EACH ROW EXECUTE FUNCTION record_only_grows();
CREATE TRIGGER record_head_stays BEFORE TRUNCATE ON record_head
    FOR EACH STATEMENT EXECUTE FUNCTION record_only_grows();

INSERT INTO leased_work (queue, item) VALUES ('record-retention', 'records');
