package io.belastbar.budget.errorbudget;

/**
 * How many requests the values of a time rest on, and how many of them failed.
 *
 * @param requests a value that does not say on how many it rests counts as one
 * @param failed the sum of the values' shares of their requests, so not always whole
 * @param uncounted values that do not say on how many requests they rest
 */
public record ErrorCounts(long requests, double failed, long uncounted) {

    public static final ErrorCounts NONE = new ErrorCounts(0, 0, 0);

    /** The share of requests that failed, 0 to 1; NaN without any. */
    public double share() {
        return failed / requests;
    }
}
