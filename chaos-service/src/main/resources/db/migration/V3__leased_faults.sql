-- Each fault that is not over is looked after as leased work.
INSERT INTO leased_work (queue, item) SELECT 'faults', id::text FROM fault WHERE state <> 'ENDED';
