package io.belastbar.web.target;

import io.belastbar.web.problem.TargetNotAllowed;
import java.util.Map;

/** The allow-list of targets: an address nobody registered is never called. */
public final class TargetRegistry {

    private final Map<String, Target> targets;

    public TargetRegistry(Map<String, Target> targets) {
        this.targets = Map.copyOf(targets);
    }

    /**
     * The registered target of this name.
     *
     * @throws TargetNotAllowed if nobody registered it
     */
    public Target require(String name) {
        Target target = name == null ? null : targets.get(name);
        if (target == null) {
            throw new TargetNotAllowed(name);
        }
        return target;
    }
}
