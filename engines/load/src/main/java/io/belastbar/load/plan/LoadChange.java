package io.belastbar.load.plan;

/** What somebody wants of a running load from now on, until its planned end. */
public sealed interface LoadChange {

    /** So many virtual users; for the closed model. */
    record Users(int users) implements LoadChange {
        public Users {
            if (users < 0) {
                throw new IllegalArgumentException("users should not be negative: was " + users);
            }
        }
    }

    /** So many arrivals per second; for the open model. */
    record Rate(double perSecond) implements LoadChange {
        public Rate {
            if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
                throw new IllegalArgumentException("rate should not be negative: was " + perSecond);
            }
        }
    }
}
