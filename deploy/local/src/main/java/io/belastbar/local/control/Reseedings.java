package io.belastbar.local.control;

import io.belastbar.local.control.fault.Refusal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Databases that are to be seeded anew, until whoever asked has been told that they are well. It may take longer than one
 * answer; who asks again then finds a standby, and is not refused for that.
 */
final class Reseedings {
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /**
     * @param role of this database now, see {@link Databases#role}
     * @throws Refusal when it needs no new copy and nobody waits for one
     */
    void ask(String name, String role) throws Refusal {
        if (role.equals("superseded")) {
            asked.add(name);
        } else if (!asked.contains(name)) {
            throw Refusal.conflict(name + " is the " + role + " and needs no new copy");
        }
    }

    /** It is well and somebody was told so, or it has become the primary. */
    void end(String name) {
        asked.remove(name);
    }
}
