-- The steps that a fault's game day has told of, so that they are counted from 1 whatever the first one was.
ALTER TABLE fault ADD COLUMN steps integer NOT NULL DEFAULT 0;
UPDATE fault SET steps = (injected_at IS NOT NULL)::integer + (state = 'ENDED')::integer;
