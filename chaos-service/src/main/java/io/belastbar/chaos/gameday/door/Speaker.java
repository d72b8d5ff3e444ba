package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Participant;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.web.problem.RoleRequired;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who says that a manual step is done.
 *
 * @param caller by which name the service knows who calls
 * @param role in which the caller says so; empty: in the step's
 * @param name of the participant who says so; empty: the caller
 */
record Speaker(String caller, Optional<String> role, Optional<String> name) {

    /**
     * The name under which it is kept: the caller's, with the participant's before it where the runbook binds none of the
     * role to a caller.
     *
     * @throws RoleRequired with the role, for everybody else
     */
    String speakFor(Runbook runbook, String step, Deed.Confirm manual) {
        String required = manual.role();
        if (role.filter(other -> !other.equals(required)).isPresent()) {
            throw refused(step, required, role.get());
        }
        List<Participant> entitled = runbook.participants().stream()
                .filter(one -> one.role().equals(required))
                .toList();
        List<Participant> meant = entitled.stream().filter(this::isMeant).toList();
        boolean bound = !runbook.principalsOf(required).isEmpty();
        if (!entitled.isEmpty() && meant.isEmpty()) {
            throw refused(step, required + people(entitled), name.orElse(caller));
        }
        if (bound
                && meant.stream()
                        .noneMatch(one -> one.principal().filter(caller::equals).isPresent())) {
            throw refused(step, required + people(entitled), caller);
        }
        return name.filter(text -> !bound && !text.equals(caller))
                .map(text -> text + " (" + caller + ")")
                .orElse(caller);
    }

    private boolean isMeant(Participant one) {
        return name.map(text -> text.equals(one.name())
                        || one.principal().filter(text::equals).isPresent())
                .orElse(true);
    }

    private static RoleRequired refused(String step, String required, String instead) {
        return new RoleRequired("step " + step + " is confirmed by role " + required + ", not by " + instead);
    }

    private static String people(List<Participant> entitled) {
        return entitled.stream()
                .map(one -> one.name() + one.principal().map(by -> " as " + by).orElse(""))
                .collect(Collectors.joining(", ", " (", ")"));
    }
}
