package io.belastbar.budget.format.openslo;

/**
 * The annotations by which an SLO says what OpenSLO itself has no words for. An export carries them, so that it is read
 * back as the promise that it was; in other people's files they say what a number means.
 */
public final class OpenSloAnnotations {

    public static final String SUBJECT = "belastbar.io/subject";
    public static final String KIND = "belastbar.io/kind";
    public static final String SERVICE = "belastbar.io/service";
    public static final String METRIC = "belastbar.io/metric";
    /** Of a threshold's number. */
    public static final String UNIT = "belastbar.io/unit";
    /** The limit with sign and unit, for example {@code < 500 ms}. */
    public static final String LIMIT = "belastbar.io/limit";

    public static final String WARNING = "belastbar.io/warning";
    public static final String CRITICAL = "belastbar.io/critical";
    public static final String BASELINE = "belastbar.io/baseline";
    public static final String SEVERITY = "belastbar.io/severity";

    public static final String REQUIRED = "belastbar.io/required";
    public static final String INFORMATIONAL = "belastbar.io/informational";
    public static final String WEIGHT = "belastbar.io/weight";
    /** Names with commas between them. */
    public static final String TESTBEDS = "belastbar.io/testbeds";

    private OpenSloAnnotations() {}
}
