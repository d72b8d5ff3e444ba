package io.belastbar.web.problem;

import java.time.Duration;
import java.util.Optional;

/** 503: something that the answer needs is away; the caller may try again after the given time. */
public final class Unavailable extends DomainFailure {

    private final Duration retryAfter;

    public Unavailable(String what, Duration retryAfter) {
        super(503, "unavailable", "Unavailable", what + " is not available at the moment");
        this.retryAfter = retryAfter;
    }

    /** With what keeps it from answering: "PostgreSQL does not answer". */
    public Unavailable(String what, String because, Duration retryAfter) {
        super(503, "unavailable", "Unavailable", what + " is not available at the moment because " + because);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
