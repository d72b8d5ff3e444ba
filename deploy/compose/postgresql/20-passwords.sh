#!/bin/sh
# Gives each role its password, which stands in no file and in no list of processes. Run once, when the first database is made.
set -eu
psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
-- Not even in the server's log.
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
\getenv budget BUDGET_PASSWORD
ALTER ROLE budget PASSWORD :'budget';
\getenv profiling PROFILING_PASSWORD
ALTER ROLE profiling PASSWORD :'profiling';
\getenv loadtest LOADTEST_PASSWORD
ALTER ROLE loadtest PASSWORD :'loadtest';
\getenv chaos CHAOS_PASSWORD
ALTER ROLE chaos PASSWORD :'chaos';
\getenv capacity CAPACITY_PASSWORD
ALTER ROLE capacity PASSWORD :'capacity';
SQL
