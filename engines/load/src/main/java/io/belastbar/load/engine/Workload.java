package io.belastbar.load.engine;

import io.belastbar.load.plan.LoadChange;
import java.util.function.Consumer;

/** When iterations begin on one lane. */
sealed interface Workload permits ClosedLoad, OpenLoad {

    void start(long origin);

    /** Whether this user may go on with its flow, judged at the intended instant: a late generator still sends what was planned. */
    boolean continues(UserSession session, long intended);

    /** A user has done its flow, or may not go on with it. */
    void ended(UserSession session, long at, boolean whole);

    /** Whether a user begins again as soon as its iteration has ended. */
    boolean repeats();

    /** {@code users} at once from now on, in the open model. */
    void change(LoadChange change, int users, long now);

    /** Iterations that have not begun and will not, because no row of the test data is left for them. */
    long unbegun();

    /** Also those that do nothing at the moment. */
    void eachUser(Consumer<UserSession> action);

    int users();

    int waiting();

    /** Whether no further iteration will begin and none is under way. */
    boolean exhausted(long now);
}
