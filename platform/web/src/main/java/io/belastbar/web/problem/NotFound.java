package io.belastbar.web.problem;

/** 404: there is no such thing under this id. */
public final class NotFound extends DomainFailure {

    public NotFound(String what, String id) {
        super(404, "not-found", "Not found", "no " + what + " \"" + id + "\"");
    }
}
