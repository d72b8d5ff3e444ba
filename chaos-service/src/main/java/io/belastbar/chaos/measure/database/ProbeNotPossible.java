package io.belastbar.chaos.measure.database;

/** The target answers and does not let a probe write; the message says why, and what to do. */
public final class ProbeNotPossible extends RuntimeException {
    private final String why;
    private final String german;
    private final String remedy;

    /**
     * @param why without a full stop
     * @param german the same, as it stands behind "weil"
     * @param remedy for whom reads either language: what to enter
     */
    public ProbeNotPossible(String why, String german, String remedy) {
        super(why + ": " + remedy);
        this.why = why;
        this.german = german;
        this.remedy = remedy;
    }

    public String why() {
        return why;
    }

    public String german() {
        return german;
    }

    public String remedy() {
        return remedy;
    }
}
