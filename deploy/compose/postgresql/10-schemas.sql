-- As postInitApplicationSQL of deploy/kubernetes/base/postgresql, before the audit log's owner: a test holds both equal.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON DATABASE belastbar, postgres, template1 FROM PUBLIC;
CREATE ROLE budget LOGIN;
CREATE SCHEMA budget AUTHORIZATION budget;
GRANT CONNECT ON DATABASE belastbar TO budget;
CREATE ROLE profiling LOGIN;
CREATE SCHEMA profiling AUTHORIZATION profiling;
GRANT CONNECT ON DATABASE belastbar TO profiling;
CREATE ROLE loadtest LOGIN;
CREATE SCHEMA loadtest AUTHORIZATION loadtest;
GRANT CONNECT ON DATABASE belastbar TO loadtest;
CREATE ROLE chaos LOGIN;
CREATE SCHEMA chaos AUTHORIZATION chaos;
GRANT CONNECT ON DATABASE belastbar TO chaos;
CREATE ROLE capacity LOGIN;
CREATE SCHEMA capacity AUTHORIZATION capacity;
GRANT CONNECT ON DATABASE belastbar TO capacity;
