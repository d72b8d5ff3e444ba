package io.belastbar.web.audit;

import java.util.Set;

/**
 * Who wants to do what.
 *
 * @param action the HTTP method, or the verb of a domain action
 * @param subject the path, or the thing acted upon
 */
record AuditEntry(String principal, Set<String> roles, String action, String subject) {

    /** A refused request is written down too, whatever its address held. */
    AuditEntry {
        principal = principal.replaceAll("\\p{Cntrl}", "?");
        subject = subject.replaceAll("\\p{Cntrl}", "?");
    }

    String rolesText() {
        return String.join(",", roles.stream().sorted().toList());
    }
}
