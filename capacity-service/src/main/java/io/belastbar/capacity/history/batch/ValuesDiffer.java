package io.belastbar.capacity.history.batch;

import java.util.List;

/** Other values are kept for the moments of a batch. */
public final class ValuesDiffer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String metric;
    private final transient List<Difference> differences;

    public ValuesDiffer(String metric, List<Difference> differences) {
        super("other values are kept of " + metric, null, false, false);
        this.metric = metric;
        this.differences = List.copyOf(differences);
    }

    /**
     * One of them.
     *
     * @param at microseconds since 1970, of the value that was sent
     * @param kept in words, of the value or of the hour or day that it lies in
     */
    public record Difference(long at, String kept) {}

    public String metric() {
        return metric;
    }

    /** Some of them, the earliest first. */
    public List<Difference> differences() {
        return differences;
    }
}
