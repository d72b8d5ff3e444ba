package io.belastbar.web.problem;

/** 413: the input is larger than what is accepted. */
public final class TooLarge extends DomainFailure {

    public TooLarge(String detail) {
        super(413, "too-large", "Too large", detail);
    }
}
