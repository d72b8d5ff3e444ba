package io.belastbar.web.problem;

/** 409: the state of the thing forbids the request, e.g. a second active run. */
public final class Conflict extends DomainFailure {

    public Conflict(String detail) {
        super(409, "conflict", "Conflict", detail);
    }
}
