-- What SAP is to be told: written in the transaction that it tells of, delivered later, each row once.
CREATE TABLE sap_outbox (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id text NOT NULL DEFAULT current_setting('app.organization_id', true) REFERENCES organizations (id),
    subject         text NOT NULL,
    kind            text NOT NULL,
    payload         jsonb NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    delivered_at    timestamptz,
    refused         text
);
CREATE INDEX sap_outbox_pending ON sap_outbox (id) WHERE delivered_at IS NULL AND refused IS NULL;
CREATE INDEX sap_outbox_delivered ON sap_outbox (delivered_at) WHERE delivered_at IS NOT NULL;

-- One instance delivers at a time, as long as it asks for more.
CREATE TABLE sap_lease (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    holder   text NOT NULL,
    until    timestamptz NOT NULL
);

ALTER TABLE sap_outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE sap_outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sap_outbox TO smartbav_app, smartbav_reader
    USING (organization_id = current_setting('app.organization_id', true));
CREATE POLICY owner ON sap_outbox TO smartbav_owner USING (true);
GRANT SELECT, INSERT ON sap_outbox TO smartbav_app;
GRANT SELECT ON sap_outbox TO smartbav_reader;

-- SAP is told about all tenants, so whoever delivers reads across them, by these functions only.
CREATE FUNCTION take_sap_postings(worker text, lease interval, most integer)
    RETURNS TABLE (id bigint, subject text, kind text, payload text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO sap_lease AS l (holder, until) VALUES (worker, now() + lease)
    ON CONFLICT (only_row) DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE l.holder = worker OR l.until < now();
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT o.id, o.subject, o.kind, o.payload::text
        FROM sap_outbox o
        WHERE o.delivered_at IS NULL AND o.refused IS NULL
        ORDER BY o.id
        LIMIT most;
END
$$;

CREATE FUNCTION end_sap_posting(posting bigint, reason text)
    RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    UPDATE sap_outbox
    SET refused = reason, delivered_at = CASE WHEN reason IS NULL THEN clock_timestamp() END
    WHERE id = posting AND delivered_at IS NULL
$$;

CREATE FUNCTION count_sap_postings()
    RETURNS TABLE (pending bigint, oldest_seconds double precision, delivered bigint, refused bigint)
    LANGUAGE sql SECURITY DEFINER STABLE SET search_path = public, pg_temp
AS $$
    SELECT count(*) FILTER (WHERE o.delivered_at IS NULL AND o.refused IS NULL),
           coalesce(extract(epoch FROM clock_timestamp()
               - min(o.created_at) FILTER (WHERE o.delivered_at IS NULL AND o.refused IS NULL)), 0)::double precision,
           count(o.delivered_at), count(o.refused)
    FROM sap_outbox o
$$;

CREATE FUNCTION pending_sap_postings()
    RETURNS TABLE (pending bigint, oldest_seconds double precision)
    LANGUAGE sql SECURITY DEFINER STABLE SET search_path = public, pg_temp
AS $$
    SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(o.created_at)), 0)::double precision
    FROM sap_outbox o
    WHERE o.delivered_at IS NULL AND o.refused IS NULL
$$;

CREATE FUNCTION forget_sap_postings(age interval)
    RETURNS integer
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH gone AS (DELETE FROM sap_outbox WHERE delivered_at < now() - age RETURNING 1)
    SELECT count(*)::integer FROM gone
$$;

REVOKE ALL ON FUNCTION take_sap_postings(text, interval, integer), end_sap_posting(bigint, text), count_sap_postings(),
    pending_sap_postings(), forget_sap_postings(interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_sap_postings(text, interval, integer), end_sap_posting(bigint, text),
    count_sap_postings(), pending_sap_postings(), forget_sap_postings(interval) TO smartbav_app;
