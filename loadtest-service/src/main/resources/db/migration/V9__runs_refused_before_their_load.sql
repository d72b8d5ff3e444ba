-- Whether a run ended before its load because its targets would not have taken it, or because something was missing: that is
-- its asker's to mend, and not a load that broke off.
ALTER TABLE test_run ADD COLUMN refused boolean NOT NULL DEFAULT false;
