package io.belastbar.web.problem;

import io.belastbar.report.Sentence;
import java.util.Optional;

/** 409: the state of the thing forbids the request, e.g. a second active run. */
public final class Conflict extends DomainFailure {

    private final String german;

    public Conflict(String detail) {
        this(detail, null);
    }

    /** Said in both languages. */
    public Conflict(Sentence detail) {
        this(detail.english(), detail.german());
    }

    private Conflict(String detail, String german) {
        super(409, "conflict", "Conflict", detail);
        this.german = german;
    }

    @Override
    public Optional<String> german() {
        return Optional.ofNullable(german);
    }
}
