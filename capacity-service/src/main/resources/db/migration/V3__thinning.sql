-- Once a night what is old is thinned out; the item is never done.
INSERT INTO leased_work (queue, item) VALUES ('history-thinning', 'every night');
