package io.belastbar.profiling.finding.page;

import io.belastbar.profiling.finding.Decision;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.history.HistoryEntry;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened to a finding, in sentences. Reasons are as they were given. */
final class HistoryText {
    private final Wording words;
    private final ReportTime time;

    HistoryText(Wording words, ReportTime time) {
        this.words = words;
        this.time = time;
    }

    /** A sentence for each entry; none as long as nothing happened but that it was raised, which the form says itself. */
    List<String> lines(Finding finding) {
        List<HistoryEntry> entries = finding.history();
        if (entries.size() < 2) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        int left = entries.getFirst().position() - 1;
        if (left > 0) {
            lines.add(words.text("historyLeftOut", left, finding.number()));
        }
        entries.forEach(entry -> lines.add(time.second(entry.at()) + ": " + what(entry)));
        return lines;
    }

    /** Who decided what stands, when, why, and until when; empty if nobody did. */
    String decision(Finding finding) {
        Decision decision = finding.decision();
        return decision == null
                ? ""
                : words.text("decidedBy", decision.by(), time.minute(decision.at()))
                        + until(decision.until())
                        + reason(decision.reason());
    }

    private String what(HistoryEntry entry) {
        return switch (entry.kind()) {
            case RAISED -> words.text("raisedBy", entry.by(), entry.severity());
            case SEEN_AGAIN -> seenAgain(entry);
            case SYMPTOM_SEEN ->
                words.text("symptomSeenBy", entry.times(), entry.by(), entry.severity()) + reason(entry.reason());
            case STATUS_CHANGED ->
                words.text("changedBy", before(entry) + words.name(entry.to()), entry.by())
                        + until(entry.until())
                        + reason(entry.reason());
            case COMMENTED -> words.text("commented", entry.by()) + reason(entry.reason());
            case ASSIGNED -> words.text("assigned", entry.by()) + reason(entry.reason());
            case MERGED -> words.text("merged", entry.by()) + reason(entry.reason());
            case SEPARATED -> words.text("separated", entry.by()) + reason(entry.reason());
            case VERIFIED -> words.text("verified", entry.by()) + reason(entry.reason());
        };
    }

    private String seenAgain(HistoryEntry entry) {
        String seen = words.text("seenAgainBy", entry.times(), entry.by(), entry.severity());
        return entry.times() == 1 ? seen : seen + ", " + words.text("lastSeen", time.second(entry.lastAt()));
    }

    private String before(HistoryEntry entry) {
        return entry.from() == null ? "" : words.name(entry.from()) + " → ";
    }

    private String until(Instant end) {
        return end == null ? "" : ", " + words.text("until", time.minute(end));
    }

    private static String reason(String reason) {
        return reason == null || reason.isBlank() ? "" : ": " + reason.strip().replaceAll("\\s+", " ");
    }
}
