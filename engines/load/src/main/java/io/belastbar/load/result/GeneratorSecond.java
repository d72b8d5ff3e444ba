package io.belastbar.load.result;

/**
 * What the generator saw of itself within one second.
 *
 * @param latenessP99Micros how late it did what it had planned
 * @param dropped starts that were planned and given up, because too many waited
 * @param throttled starts that the cap on the request rate held back
 * @param laneUtilisation share of the second in which the busiest lane's thread ran, from 0 to 1; -1: not known
 * @param processCpu share of this machine's processors that the generator's process used, from 0 to 1; -1: not known
 * @param waiting starts that waited for a connection or a user at the end of the second
 */
public record GeneratorSecond(
        long latenessP99Micros,
        long latenessMaxMicros,
        long dropped,
        long throttled,
        double laneUtilisation,
        double processCpu,
        int connectionsOpen,
        int waiting) {

    /** For results of another tool, which did not watch itself. */
    public static final GeneratorSecond UNKNOWN = new GeneratorSecond(0, 0, 0, 0, -1, -1, 0, 0);
}
