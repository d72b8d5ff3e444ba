package io.belastbar.web.problem;

/** 403: nobody registered this target for what is asked of it, so no load, fault or query goes there. */
public final class TargetNotAllowed extends DomainFailure {

    public TargetNotAllowed(String target) {
        this(target, "is not registered (belastbar.targets)");
    }

    private TargetNotAllowed(String target, String because) {
        super(403, "target-not-allowed", "Target not allowed", "target \"" + target + "\" " + because);
    }

    /** It is registered, for example as a database, but does not speak HTTP. */
    public static TargetNotAllowed noWebAddress(String target) {
        return new TargetNotAllowed(target, "is no web address");
    }
}
