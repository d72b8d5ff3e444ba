-- What a game day saw of a circuit breaker: stretches of equal looks, in the order of time.
CREATE TABLE breaker_course (
  game_day uuid NOT NULL,
  target text NOT NULL,
  breaker text NOT NULL,
  stretches jsonb NOT NULL,
  PRIMARY KEY (game_day, target, breaker)
);
