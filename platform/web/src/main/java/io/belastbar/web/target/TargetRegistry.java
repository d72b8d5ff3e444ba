package io.belastbar.web.target;

import io.belastbar.web.problem.TargetNotAllowed;
import java.util.Map;
import java.util.Optional;

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
        return find(name).orElseThrow(() -> new TargetNotAllowed(name));
    }

    /**
     * The same, which is asked by HTTP.
     *
     * @throws TargetNotAllowed if nobody registered it, or it is no web address
     */
    public Target requireWebAddress(String name) {
        Target target = require(name);
        if (!target.isWebAddress()) {
            throw TargetNotAllowed.noWebAddress(name);
        }
        return target;
    }

    /** Empty if nobody registered a target of this name. */
    public Optional<Target> find(String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(targets.get(name));
    }
}
