package io.belastbar.web.problem;

/** 403: nobody registered this target, so no load, fault or query goes there. */
public final class TargetNotAllowed extends DomainFailure {

    public TargetNotAllowed(String target) {
        super(
                403,
                "target-not-allowed",
                "Target not allowed",
                "target \"" + target + "\" is not registered (belastbar.targets)");
    }
}
