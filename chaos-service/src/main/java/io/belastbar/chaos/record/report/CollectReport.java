package io.belastbar.chaos.record.report;

import io.belastbar.chaos.record.report.EntryKind.Tone;
import io.belastbar.chaos.record.report.GameDayReport.End;
import io.belastbar.chaos.record.report.GameDayReport.Line;
import io.belastbar.chaos.record.report.GameDayReport.RecordState;
import io.belastbar.resilience.record.ChainHash;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.RecordEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes a report of entries that are told one after the other, in bounded memory. */
public final class CollectReport {
    /** Lines for the course; beyond, only what a reader must act on. */
    static final int LINES_MAX = 2_000;

    private static final int NOTEWORTHY_MAX = 2_000;

    private final List<Line> lines = new ArrayList<>();
    private int noteworthy;
    private long leftOut;
    private EntryLine first;
    private EntryLine last;
    private Instant running;
    private End end;

    /** The report of a few entries. */
    public static Optional<GameDayReport> of(UUID gameDay, List<RecordEntry> entries) {
        var collecting = new CollectReport();
        long number = 0;
        ChainHash hash = ChainHash.START;
        for (RecordEntry entry : entries) {
            EntryLine line = EntryLine.next(gameDay, ++number, hash, entry);
            hash = line.hash();
            collecting.add(line);
        }
        return collecting.report();
    }

    /** The next entry. */
    public void add(EntryLine told) {
        RecordEntry entry = told.entry();
        var content = new Content(entry.content());
        last = told;
        if (first == null && entry.kind().equals(RecordEntry.STARTED)) {
            first = told;
        }
        if (running == null
                && entry.kind().equals(EntryKind.PHASE_ENTERED.name())
                && content.text("subject").filter("RUNNING"::equals).isPresent()) {
            running = entry.at();
        }
        if (end == null && entry.kind().equals(RecordEntry.FINISHED)) {
            end = new End(entry.at(), content.orEmpty("outcome"), content.text("reason"), content.text("abortedBy"));
        }
        keep(new Line(told.number(), entry.at(), entry.kind(), entry.by(), content));
    }

    private void keep(Line line) {
        boolean counts = line.tone() == Tone.BAD || line.tone() == Tone.OPEN || isSaid(line);
        if (lines.size() < LINES_MAX || counts && noteworthy < NOTEWORTHY_MAX) {
            noteworthy += lines.size() < LINES_MAX ? 0 : 1;
            lines.add(line);
        } else {
            leftOut++;
        }
    }

    /** What people said, and what was measured, stands near the end of a record. */
    private static boolean isSaid(Line line) {
        return EntryKind.of(line.kind())
                .filter(kind -> switch (kind) {
                    case MEASURED, ANSWERED, FINISHED, CORRECTION, SIGN_OFF -> true;
                    default -> false;
                })
                .isPresent();
    }

    /** Empty if the entries do not begin with the start. */
    public Optional<GameDayReport> report() {
        return Optional.ofNullable(first)
                .map(start -> new GameDayReport(
                        start.gameDay(),
                        GameDayPlan.of(new Content(start.entry().content())),
                        start.entry().at(),
                        start.entry().by(),
                        running == null ? start.entry().at() : running,
                        Optional.ofNullable(end),
                        lines,
                        leftOut,
                        new RecordState(last.number(), last.hash().hex())));
    }
}
