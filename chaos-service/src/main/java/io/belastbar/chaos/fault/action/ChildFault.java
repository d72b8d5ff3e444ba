package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.fault.field.ActionFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A process of the system is stopped, killed or frozen, by the control door of whoever runs it, and is not started again
 * until the fault is over. Proves a failover and its times (PostgreSQL), the life without a cache (Redis), and that the
 * other instances carry the load.
 *
 * @param which one, before it is chosen
 * @param chosen the process that it meets; empty until it is settled
 */
public record ChildFault(Kind kind, How how, String target, Which which, Optional<String> chosen)
        implements FaultAction {
    private static final int SET_MAX = 16;

    /** What may be broken so, as the door names its kinds. */
    public enum Kind {
        POSTGRES("postgresql"),
        REDIS("redis"),
        SERVICE("service");

        private final String atTheDoor;

        Kind(String atTheDoor) {
            this.atTheDoor = atTheDoor;
        }

        public String atTheDoor() {
            return atTheDoor;
        }
    }

    /** Stopped in good order, killed as by a crash, or frozen: connections stay open and nothing is answered. */
    public enum How {
        STOP,
        KILL,
        FREEZE;

        /** As documents and the door write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A set of processes of which chance takes one.
     *
     * @param names empty: all of the kind
     * @param role that it must have when it is chosen: {@code primary}, {@code standby}; empty: any
     * @param seed of the choice; without one it is drawn, and written down
     */
    public record Which(List<String> names, Optional<String> role, Optional<Long> seed) {
        public Which {
            names = List.copyOf(names);
        }
    }

    public static String type(Kind kind, How how) {
        return kind.name().toLowerCase(Locale.ROOT) + "-" + how.word();
    }

    public static ChildFault read(Kind kind, How how, ActionFields fields) {
        Optional<String> child = fields.optionalName("child");
        List<String> names = fields.has("anyOf") ? fields.names("anyOf", 1, SET_MAX) : List.of();
        fields.know("anyOf");
        Optional<String> role = kind == Kind.POSTGRES
                ? fields.optionalOneOf("role", Set.of("primary", "standby"), word -> word)
                : Optional.empty();
        Optional<Long> seed = fields.optionalLong("seed");
        if (!fields.isStored()) {
            fields.requireOneOf(kind == Kind.POSTGRES ? List.of("child", "role", "anyOf") : List.of("child", "anyOf"));
        }
        return new ChildFault(kind, how, fields.target(), new Which(names, role, seed), child);
    }

    @Override
    public String type() {
        return type(kind, how);
    }

    @Override
    public List<String> parts() {
        return List.of(chosen.orElse(""));
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> all = new LinkedHashMap<>();
        chosen.ifPresent(name -> all.put("child", name));
        if (!which.names().isEmpty()) {
            all.put("anyOf", which.names());
        }
        which.role().ifPresent(role -> all.put("role", role));
        which.seed().ifPresent(seed -> all.put("seed", seed));
        return all;
    }

    /** With the process that was chosen, and by which seed. */
    public ChildFault of(String name, Optional<Long> seed) {
        return new ChildFault(kind, how, target, new Which(which.names(), which.role(), seed), Optional.of(name));
    }
}
