-- Which trace asked for the work; rows of before, and of versions that know no traces, have none.
ALTER TABLE leased_work ADD COLUMN traceparent text;
COMMENT ON COLUMN leased_work.traceparent IS 'W3C Trace Context of who asked for it; null: nobody, or nothing was traced';
