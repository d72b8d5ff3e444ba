-- Whose dependency was in trouble. NULL where the event does not say, as of breakers, and of what was noted before: it
-- concerns every system that names the dependency.
ALTER TABLE dependency_trouble ADD COLUMN system text;
