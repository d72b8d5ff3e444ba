package io.belastbar.loadtest.series;

import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Tells readers of a result what they must know about it beside what it says itself. */
public final class ResultNote {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private ResultNote() {}

    /** Its seconds are not kept any more. */
    public static RunResult secondsRemoved(RunResult result, Instant at) {
        String day = DAY.format(at);
        return add(
                result,
                "The single seconds of this run were removed on " + day + " because of their age: its totals are kept.",
                "Die einzelnen Sekunden dieses Laufs wurden am " + day
                        + " wegen ihres Alters entfernt: seine Summen sind erhalten.");
    }

    /** Beside the generator's own notes; of one that did not watch itself among what is known of the source. */
    private static RunResult add(RunResult result, String english, String german) {
        boolean known = !result.generator().equals(GeneratorReport.UNKNOWN);
        return new RunResult(
                result.identity(),
                known ? result.provenance() : noted(result.provenance(), english),
                result.steps(),
                result.tenants(),
                result.seconds(),
                result.totals(),
                known ? noted(result.generator(), english, german) : result.generator(),
                result.failures());
    }

    private static Provenance noted(Provenance provenance, String note) {
        return new Provenance(
                provenance.engine(),
                provenance.engineVersion(),
                provenance.source(),
                with(provenance.notes(), note),
                provenance.highestKnownPercentile(),
                provenance.resolutionMicros(),
                provenance.knownPercentiles());
    }

    private static GeneratorReport noted(GeneratorReport own, String english, String german) {
        return new GeneratorReport(
                own.latenessP99Ms(),
                own.latenessMaxMs(),
                own.dropped(),
                own.throttled(),
                own.maxLaneUtilisation(),
                own.maxProcessCpu(),
                own.connections(),
                with(own.notes(), english),
                with(own.notesGerman(), german),
                own.shortfalls());
    }

    private static List<String> with(List<String> notes, String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return all;
    }
}
