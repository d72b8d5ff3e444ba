package io.belastbar.local;

/** What a pipeline may rely on. */
public final class ExitCodes {
    public static final int PASSED = 0;
    /** A budget or threshold was violated. */
    public static final int BUDGET_FAILED = 99;
    /** A document, an option or the environment is not what it must be. */
    public static final int INVALID_INPUT = 104;
    /** It could not be carried to its end. */
    public static final int ABORTED = 105;

    private ExitCodes() {}
}
