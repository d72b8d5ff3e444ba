package io.belastbar.profiling.setting;

import io.belastbar.report.Sentence;

/**
 * What is said of a setting.
 *
 * @param recommended as the configuration file takes it; null where it cannot be computed
 * @param range within which a value is left as it is, for people
 * @param reason why, with its source
 */
public record Recommendation(ServerSetting current, Advice advice, String recommended, String range, Sentence reason) {

    /** What to do. */
    public enum Advice {
        KEEP,
        CHANGE,
        /** Something must be told first, which the reason names. */
        UNKNOWN
    }

    public static Recommendation keep(ServerSetting current, String range, Sentence reason) {
        return new Recommendation(current, Advice.KEEP, current.shown(), range, reason);
    }

    public static Recommendation change(ServerSetting current, String recommended, String range, Sentence reason) {
        return new Recommendation(current, Advice.CHANGE, recommended, range, reason);
    }

    public static Recommendation unknown(ServerSetting current, Sentence whatIsMissing) {
        return new Recommendation(current, Advice.UNKNOWN, null, null, whatIsMissing);
    }

    /** Kept within these, else changed to what is recommended; bytes or milliseconds. */
    public static Recommendation within(
            ServerSetting current, double least, double most, String recommended, String range, Sentence reason) {
        double value = current.number();
        return value >= least && value <= most
                ? keep(current, range, reason)
                : change(current, recommended, range, reason);
    }

    public boolean isChange() {
        return advice == Advice.CHANGE;
    }
}
