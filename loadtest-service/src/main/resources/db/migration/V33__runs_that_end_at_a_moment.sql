-- Whoever asks for a run may say when it ends at the latest, whether or not anybody is left to cancel it.
ALTER TABLE test_run ADD COLUMN not_after timestamptz;
COMMENT ON COLUMN test_run.not_after IS 'the run ends then at the latest, begun or not; null: with its scenario';
