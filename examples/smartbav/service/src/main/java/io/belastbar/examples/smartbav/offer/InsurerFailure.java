package io.belastbar.examples.smartbav.offer;

/** The insurer answered, but not with a quote. Counts as a failure of the insurer. */
public final class InsurerFailure extends RuntimeException {
    public InsurerFailure(int status) {
        super("the insurer answered with status " + status, null, false, false);
    }
}
