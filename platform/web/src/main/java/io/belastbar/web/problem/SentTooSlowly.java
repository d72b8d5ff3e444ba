package io.belastbar.web.problem;

/** 408: the body has not come in the time that bodies of its length have. */
public final class SentTooSlowly extends DomainFailure {

    /** @param detail how long one may take, and what was sent in that time */
    public SentTooSlowly(String detail) {
        super(408, "sent-too-slowly", "Sent too slowly", detail);
    }
}
