package io.belastbar.web.problem;

/** 412: the thing changed since the caller read it (If-Match). */
public final class PreconditionFailed extends DomainFailure {

    public PreconditionFailed(String detail) {
        super(412, "precondition-failed", "Precondition failed", detail);
    }
}
