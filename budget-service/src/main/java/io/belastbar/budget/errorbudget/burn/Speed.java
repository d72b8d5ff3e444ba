package io.belastbar.budget.errorbudget.burn;

/** How fast an error budget is spent, in terms of who must look at it. */
enum Speed {
    /** Nobody need look. */
    NONE,
    /** Within days. */
    SLOW,
    /** At once. */
    FAST;

    static Speed of(boolean fast) {
        return fast ? FAST : SLOW;
    }
}
