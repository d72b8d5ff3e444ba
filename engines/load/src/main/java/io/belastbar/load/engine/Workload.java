package io.belastbar.load.engine;

import io.belastbar.load.plan.LoadChange;

/** When iterations begin on one lane. */
sealed interface Workload permits ClosedLoad, OpenLoad {

    void start(long origin);

    /** Whether this user may go on with its flow, judged at the intended instant: a late generator still sends what was planned. */
    boolean continues(UserSession session, long intended);

    /** A user has done its flow, or may not go on with it. */
    void ended(UserSession session, long at, boolean whole);

    /** Whether a user begins again as soon as its iteration has ended. */
    boolean repeats();

    void change(LoadChange change, long now);

    /** Iterations that have not begun and will not, because no row of the test data is left for them. */
    long unbegun();

    int users();

    int waiting();

    /** Whether no further iteration will begin and none is under way. */
    boolean exhausted(long now);
}
