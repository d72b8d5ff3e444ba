package io.belastbar.web.audit;

import java.time.Instant;
import java.util.List;

/**
 * A record of the audit log.
 *
 * @param startedAt when the request came, or the action was done
 * @param finishedAt when its outcome was recorded; null: unknown, since the service died or lost the database
 * @param roles those of the principal; none with a domain action
 * @param action the HTTP method, or the verb of a domain action
 * @param object the path, or the thing acted upon
 * @param status HTTP status of the outcome; null if unknown, and with a domain action, which is recorded only if it is done
 * @param detail the reason of a domain action; may be null
 */
public record AuditRow(
        long id,
        Instant startedAt,
        Instant finishedAt,
        String principal,
        List<String> roles,
        String action,
        String object,
        Integer status,
        String detail) {}
