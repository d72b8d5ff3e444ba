package io.belastbar.document;

/** The input is larger than what is accepted. */
public final class TooLarge extends RefusedInput {

    public TooLarge(String detail) {
        super(detail);
    }
}
