package io.belastbar.chaos.runbook;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.fault.action.FaultAction;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a step does. */
public sealed interface Deed {

    /** Breaks something, for so long at most. */
    record Inject(FaultAction action, Duration duration) implements Deed {}

    /** Takes back before its time what another step injected. */
    record Clear(String step) implements Deed {}

    /**
     * Asks the control door of the launcher, as a person at the machine would: to promote a standby, for example.
     *
     * @param child its name; empty: the one that is in the role then
     * @param role empty: the name counts
     */
    record Operate(Operation operation, String target, Optional<String> child, Optional<String> role) implements Deed {}

    /**
     * Asks a registered target by HTTP.
     *
     * @param contentType of the body; what a channel is told is JSON
     * @param headers besides
     * @param expected the statuses that are success; empty: any of 2xx
     */
    record Call(
            Purpose purpose,
            String target,
            String method,
            String path,
            Optional<String> body,
            String contentType,
            Optional<String> credentials,
            Map<String, String> headers,
            List<Integer> expected)
            implements Deed {
        public Call {
            headers = Map.copyOf(headers);
            expected = List.copyOf(expected);
        }

        /** Without headers of its own; any answer of 2xx is success. */
        public Call(
                Purpose purpose,
                String target,
                String method,
                String path,
                Optional<String> body,
                String contentType,
                Optional<String> credentials) {
            this(purpose, target, method, path, body, contentType, credentials, Map.of(), List.of());
        }
    }

    /** Waits; a rehearsal waits less. */
    record Wait(Duration duration) implements Deed {}

    /** Starts the load of a scenario, which ends with the game day at the latest. */
    record StartLoad(String scenario) implements Deed {}

    /**
     * Has the database analysed now, and waits for the findings.
     *
     * @param finds what one of them must be about: a text in its component, title or measures; empty: any result will do
     */
    record Analyse(Optional<String> finds) implements Deed {}

    /**
     * Makes or removes an index of a registered database; it changes no row.
     *
     * @param credential by which it is done: of a role that owns the table
     */
    record ChangeIndex(String target, String credential, String sql) implements Deed {}

    /** Looks until it is as expected, at most so long. */
    record Check(Expectation expectation) implements Deed {}

    /** Waits until somebody of a role confirms that it is done. */
    record Confirm(String role, String text) implements Deed {}

    /** What the control door does. */
    enum Operation {
        PROMOTE,
        START,
        RESEED
    }

    /** What a call is good for. */
    enum Purpose {
        HTTP,
        NOTIFY,
        BACKUP,
        CHANNEL,
        DASHBOARD
    }

    /** The kind, as documents and events name it. */
    default String type() {
        return switch (this) {
            case Inject inject -> "inject";
            case Clear clear -> "clear";
            case Operate operate -> operate.operation().name().toLowerCase(Locale.ROOT);
            case Call call -> call.purpose().name().toLowerCase(Locale.ROOT);
            case StartLoad load -> "load";
            case Analyse analyse -> "analysis";
            case Wait wait -> "wait";
            case ChangeIndex change -> "index";
            case Check check -> "check";
            case Confirm confirm -> "confirm";
        };
    }

    /** The registered target that it concerns; empty if it concerns none. */
    default Optional<String> concerns() {
        return switch (this) {
            case Inject inject -> Optional.of(inject.action().target());
            case Operate operate -> Optional.of(operate.target());
            case Call call -> Optional.of(call.target());
            case Clear clear -> Optional.empty();
            case StartLoad load -> Optional.empty();
            case Analyse analyse -> Optional.empty();
            case Wait wait -> Optional.empty();
            case ChangeIndex change -> Optional.of(change.target());
            case Check check -> Optional.empty();
            case Confirm confirm -> Optional.empty();
        };
    }
}
