-- What a game day's probe measured. Its history itself is a file on the disk of the replica that wrote it.
CREATE TABLE probe (
  game_day uuid PRIMARY KEY,
  target text NOT NULL,
  journal text NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  result jsonb
);
