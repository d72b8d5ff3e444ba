package io.belastbar.loadtest.run;

import io.belastbar.load.plan.LoadChange;

/**
 * What people want of a running load.
 *
 * @param cancelledBy who wants it to end; null for nobody
 * @param change the latest wish for its load; null for none
 * @param changeNumber grows with each wish
 */
public record RunOrders(String cancelledBy, LoadChange change, int changeNumber) {

    /** Of a run that is not running any more: somebody else has ended it. */
    public static final RunOrders GONE = new RunOrders(null, null, -1);
}
