-- What the last change of status was decided by; null: nobody has decided yet, or the version before did not keep it.
ALTER TABLE finding
    ADD COLUMN decided_by     text,
    ADD COLUMN decided_reason text,
    ADD COLUMN accepted_until timestamptz;

-- Everything that happened to a finding, in the order in which the register learned of it. Only the last entry of a finding
-- may still change, and only by counting further sightings.
CREATE TABLE finding_history (
    finding     integer     NOT NULL REFERENCES finding (ordinal),
    position    integer     NOT NULL,
    kind        text        NOT NULL,
    at          timestamptz NOT NULL,
    by          text        NOT NULL,
    from_status text,
    to_status   text,
    reason      text,
    until       timestamptz,
    severity    text,
    times       integer     NOT NULL DEFAULT 1,
    last_at     timestamptz NOT NULL,
    PRIMARY KEY (finding, position)
);

-- What is known of the findings of before: when they were registered and last seen, and what people decided (the audit log).
-- From which status a decision came, and what reopened a finding by itself, was kept nowhere.
WITH known AS (
    SELECT ordinal, 1 AS step, 'RAISED' AS kind, registered_at AS at, found_by AS by, NULL AS to_status, NULL AS reason,
           severity, 1 AS times, registered_at AS last_at
      FROM finding
    UNION ALL
    SELECT ordinal, 2, 'SEEN_AGAIN', registered_at, found_by, NULL, NULL, severity, occurrences - 1, last_seen_at
      FROM finding WHERE occurrences > 1
    UNION ALL
    SELECT finding.ordinal, 3, 'STATUS_CHANGED', log.started_at, log.principal,
           substr(log.action, length('finding status ') + 1), log.detail, NULL, 1, log.started_at
      FROM finding JOIN audit_log AS log ON log.subject = finding.number AND log.action LIKE 'finding status %'
    UNION ALL
    SELECT ordinal, 4, 'STATUS_CHANGED', status_changed_at, 'profiling-service', status, NULL, NULL, 1, status_changed_at
      FROM finding
     WHERE status_changed_at > registered_at
       AND status IS DISTINCT FROM (SELECT substr(log.action, length('finding status ') + 1) FROM audit_log AS log
                                     WHERE log.subject = finding.number AND log.action LIKE 'finding status %'
                                     ORDER BY log.id DESC LIMIT 1))
INSERT INTO finding_history (finding, position, kind, at, by, to_status, reason, severity, times, last_at)
SELECT ordinal, row_number() OVER (PARTITION BY ordinal ORDER BY at, step), kind, at, by, to_status, reason, severity,
       times, greatest(at, last_at)
  FROM known;

UPDATE finding
   SET decided_by = last.by, decided_reason = last.reason
  FROM (SELECT DISTINCT ON (finding) finding, by, to_status, reason FROM finding_history
         WHERE kind = 'STATUS_CHANGED' ORDER BY finding, position DESC) AS last
 WHERE last.finding = finding.ordinal AND last.to_status = finding.status;
