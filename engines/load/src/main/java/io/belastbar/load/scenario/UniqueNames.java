package io.belastbar.load.scenario;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names of which each is given once; of several equal ones the later are numbered. */
final class UniqueNames {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();

    /** Whether nobody had this name before. */
    boolean take(String name) {
        return taken.add(name);
    }

    /** {@code name}, {@code name (2)}, {@code name (3)}: the first that nobody has, which is taken then. */
    String numbered(String name) {
        if (taken.add(name)) {
            return name;
        }
        int number = last.getOrDefault(name, 1) + 1;
        while (!taken.add(name + " (" + number + ")")) {
            number++;
        }
        last.put(name, number);
        return name + " (" + number + ")";
    }
}
