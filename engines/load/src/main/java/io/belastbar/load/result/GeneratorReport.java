package io.belastbar.load.result;

import io.belastbar.report.Sentence;
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
 * @param shortfalls why less was offered than was asked for; without any the load was the one that was asked for. Null, as
 *     in reports of earlier versions: none
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
        List<String> notesGerman,
        List<Shortfall> shortfalls) {

    /** For results of another tool, which did not watch itself. */
    public static final GeneratorReport UNKNOWN = ofOther(0, List.of());

    public GeneratorReport {
        notes = List.copyOf(notes);
        notesGerman = notesGerman == null ? notes : List.copyOf(notesGerman);
        shortfalls = shortfalls == null ? List.of() : List.copyOf(shortfalls);
        if (notesGerman.size() != notes.size()) {
            throw new IllegalArgumentException(
                    "notes should be in both languages: were " + notes.size() + " and " + notesGerman.size());
        }
    }

    /** Of a generator that offered what it was asked for. */
    public GeneratorReport(
            double latenessP99Ms,
            double latenessMaxMs,
            long dropped,
            long throttled,
            double maxLaneUtilisation,
            double maxProcessCpu,
            int connections,
            List<String> notes,
            List<String> notesGerman) {
        this(
                latenessP99Ms,
                latenessMaxMs,
                dropped,
                throttled,
                maxLaneUtilisation,
                maxProcessCpu,
                connections,
                notes,
                notesGerman,
                List.of());
    }

    /** Of another tool, which did not watch itself; with notes in English only. */
    public static GeneratorReport ofOther(long dropped, List<String> notes) {
        return new GeneratorReport(0, 0, dropped, 0, -1, -1, 0, notes, null);
    }

    /** Why less was offered than was asked for, with what would help. */
    public record Shortfall(Kind kind, Sentence sentence) {

        /** What there was too little of. */
        public enum Kind {
            /** Rows that are used once: what was measured is true, of a shorter load. */
            TEST_DATA(true),
            /** Connections: response times hold waits that are the generator's own. */
            CONNECTIONS(false),
            /** Virtual users of an open load: the same. */
            USERS(false);

            private final boolean timesAreTrue;

            Kind(boolean timesAreTrue) {
                this.timesAreTrue = timesAreTrue;
            }

            /** Whether a broken threshold is broken all the same. */
            public boolean timesAreTrue() {
                return timesAreTrue;
            }
        }
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
