package io.belastbar.capacity.history;

/** Which of a bucket's values counts: a limit is reached by the maximum, a price is paid for the mean. */
public enum Measure {
    MINIMUM,
    MEAN,
    MAXIMUM
}
