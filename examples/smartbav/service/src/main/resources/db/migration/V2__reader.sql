-- Who analyses this database reads it as the application does, under the same policies, and writes nothing.
ALTER POLICY tenant ON employees TO smartbav_app, smartbav_reader;
ALTER POLICY tenant ON offers TO smartbav_app, smartbav_reader;
ALTER POLICY tenant ON batch_jobs TO smartbav_app, smartbav_reader;

GRANT SELECT ON users, employees, offers, batch_jobs TO smartbav_reader;
