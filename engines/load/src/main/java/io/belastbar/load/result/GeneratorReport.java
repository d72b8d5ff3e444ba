package io.belastbar.load.result;

import java.util.List;

/**
 * What the generator can say about itself after a run.
 *
 * @param dropped starts that were planned and given up
 * @param throttled starts that the cap on the request rate held back
 * @param maxLaneUtilisation of the busiest lane in its busiest second, from 0 to 1; -1: not known
 * @param maxProcessCpu share of this machine's processors in the busiest second, from 0 to 1; -1: not known
 * @param connections most that were open
 * @param notes how connections and users were sized, and what ran out, as sentences
 * @param notesGerman the same in German, one for one; null: the English ones
 */
public record GeneratorReport(
        double latenessP99Ms,
        double latenessMaxMs,
        long dropped,
        long throttled,
        double maxLaneUtilisation,
        double maxProcessCpu,
        int connections,
        List<String> notes,
        List<String> notesGerman) {

    /** For results of another tool, which did not watch itself. */
    public static final GeneratorReport UNKNOWN = ofOther(0, List.of());

    public GeneratorReport {
        notes = List.copyOf(notes);
        notesGerman = notesGerman == null ? notes : List.copyOf(notesGerman);
        if (notesGerman.size() != notes.size()) {
            throw new IllegalArgumentException(
                    "notes should be in both languages: were " + notes.size() + " and " + notesGerman.size());
        }
    }

    /** Of another tool, which did not watch itself; with notes in English only. */
    public static GeneratorReport ofOther(long dropped, List<String> notes) {
        return new GeneratorReport(0, 0, dropped, 0, -1, -1, 0, notes, null);
    }

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
}
