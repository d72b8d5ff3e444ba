package io.belastbar.profiling.proof;

/** A proof could not be made; the message is a reason that people will read. */
public final class ProofFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean passing;

    /** @param passing whether another attempt may succeed */
    public ProofFailed(String reason, boolean passing, Throwable cause) {
        super(reason, cause);
        this.passing = passing;
    }

    public boolean isPassing() {
        return passing;
    }
}
