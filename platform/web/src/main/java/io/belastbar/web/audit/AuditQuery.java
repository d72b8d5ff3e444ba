package io.belastbar.web.audit;

import java.time.Instant;

/**
 * Which records are wanted; null stands for all.
 *
 * @param action exactly this one
 * @param object exactly this one, and what lies below it as an address
 * @param from the first moment
 * @param to the first moment after
 */
record AuditQuery(String principal, String action, String object, Instant from, Instant to) {

    /** The object and all below it, for LIKE. */
    String below() {
        return object == null
                ? null
                : object.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "/%";
    }
}
