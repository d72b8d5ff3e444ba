package io.belastbar.capacity.plan.check;

import io.belastbar.capacity.plan.Place;
import io.belastbar.report.Sentence;

/** Numbers of a plan that do not go together, in one sentence. The plan is stored all the same. */
public record PlanWarning(Kind kind, Place at, Sentence text) {

    /** What does not go together. */
    public enum Kind {
        /** A total, and as many times what each needs. */
        PRODUCT_DIFFERS,
        /** The planned growth, and the factor that is stated. */
        FASTER_THAN_FACTOR,
        /** Less in a later year. */
        FALLS,
        /** A value that is planned, or is there already, and the alarm. */
        BEYOND_ALARM,
        /** An alarm that cannot come before the maximum. */
        ALARM_BEYOND_MAXIMUM,
        /** Two documents say different things of one figure. */
        SAID_TWICE,
        /** A size or time without a unit. */
        UNIT_MISSING,
        /** No group is known to say how many tenants there are. */
        TENANTS_UNKNOWN,
        /** A limit and its series, whose units do not measure the same. */
        UNIT_DIFFERS
    }
}
