package io.belastbar.web.target;

import java.util.List;
import java.util.Optional;

/**
 * Whose statements of a database are analysed, and as whom.
 *
 * @param statementsOf database roles; empty: every role that is neither a superuser nor the credential's own user
 * @param planAs the role as which plans are made, which the credential's user may take; empty: the user itself
 */
public record ObservedRoles(List<String> statementsOf, Optional<String> planAs) {
    /** What a target means that says nothing. */
    public static final ObservedRoles ALL = new ObservedRoles(List.of(), Optional.empty());

    public ObservedRoles {
        statementsOf = statementsOf.stream()
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .distinct()
                .toList();
        planAs = planAs.map(String::strip).filter(role -> !role.isEmpty());
    }
}
