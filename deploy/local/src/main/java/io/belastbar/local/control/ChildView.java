package io.belastbar.local.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.local.control.fault.FaultAction;
import io.belastbar.local.control.fault.FaultBook.Ended;
import io.belastbar.local.control.fault.FaultBook.InForce;
import io.belastbar.local.supervision.ChildState;
import java.util.Optional;

/** What the door says of a child. */
record ChildView(
        Breakable child,
        String role,
        State state,
        Optional<InForce> fault,
        Optional<Ended> last,
        Optional<String> alone) {
    private static final ObjectMapper JSON = new ObjectMapper();

    enum State {
        RUNNING,
        /** Ended by a fault, as in good order. */
        STOPPED,
        /** Ended by a fault, as in a crash. */
        KILLED,
        FROZEN,
        /** It has ended, and is not started again. */
        HELD,
        /** It has ended by itself, or is being started. */
        WAITING
    }

    static ChildView of(
            Breakable child, Databases databases, ChildState state, Optional<InForce> fault, Optional<Ended> last) {
        return new ChildView(
                child,
                databases.role(child.name()).orElse(""),
                state(child.child().isAlive(), state, fault.filter(each -> !each.ending())),
                fault,
                last,
                databases.aloneOf(child.name()));
    }

    static State state(boolean alive, ChildState state, Optional<InForce> fault) {
        Optional<FaultAction> action = fault.map(InForce::action);
        if (alive) {
            return action.filter(FaultAction.FREEZE::equals).isPresent()
                    ? State.FROZEN
                    : state instanceof ChildState.Starting ? State.WAITING : State.RUNNING;
        }
        if (!(state instanceof ChildState.Held)) {
            return State.WAITING;
        }
        return switch (action.orElse(FaultAction.HOLD)) {
            case STOP -> State.STOPPED;
            case KILL -> State.KILLED;
            case FREEZE, HOLD -> State.HELD;
        };
    }

    ObjectNode toJson() {
        var json = JSON.createObjectNode()
                .put("name", child.name())
                .put("kind", child.kind())
                .put("role", role)
                .put("state", state.name())
                .put("address", child.address())
                .put("fault", fault.map(InForce::token).orElse(null))
                .put("action", fault.map(each -> each.action().word()).orElse(null))
                .put("ending", fault.map(InForce::ending).orElse(false))
                .put("expiresAt", fault.map(each -> each.until().toString()).orElse(null))
                .put("alone", alone.orElse(null));
        last.ifPresent(end -> json.putObject("last")
                .put("fault", end.token())
                .put("end", end.end().name())
                .put("at", end.at().toString()));
        return json;
    }
}
