package io.belastbar.web.problem;

/** 428: the change needs an If-Match header, so that no other change is overwritten. */
public final class PreconditionRequired extends DomainFailure {

    public PreconditionRequired() {
        super(428, "precondition-required", "Precondition required", "send If-Match with the ETag you read");
    }
}
