package io.belastbar.load.sample;

/** How often SQL steps succeeded, and with how many rows in all. For one thread. */
public final class RowCounts {

    private final long[] executions;
    private final long[] rows;

    /** For so many steps, of whatever kind. */
    public RowCounts(int steps) {
        this.executions = new long[steps];
        this.rows = new long[steps];
    }

    /** The step succeeded once; its last statement returned or changed so many rows. */
    public void add(int step, long count) {
        executions[step]++;
        rows[step] += count;
    }

    /** Together with another's, of the same steps. */
    public RowCounts plus(RowCounts other) {
        RowCounts sum = new RowCounts(rows.length);
        for (int step = 0; step < rows.length; step++) {
            sum.executions[step] = executions[step] + other.executions[step];
            sum.rows[step] = rows[step] + other.rows[step];
        }
        return sum;
    }

    public long executions(int step) {
        return executions[step];
    }

    public long rows(int step) {
        return rows[step];
    }
}
