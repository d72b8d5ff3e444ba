package io.belastbar.capacity.history.batch;

/** The values are of another kind or unit than the series has. */
public final class OtherSeries extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String metric;
    private final String field;
    private final String received;

    /** @param field {@code unit}, {@code kind} or {@code zone} */
    public OtherSeries(String metric, String field, String rule, String received) {
        super(rule, null, false, false);
        this.metric = metric;
        this.field = field;
        this.received = received;
    }

    public String metric() {
        return metric;
    }

    public String field() {
        return field;
    }

    public String received() {
        return received;
    }
}
