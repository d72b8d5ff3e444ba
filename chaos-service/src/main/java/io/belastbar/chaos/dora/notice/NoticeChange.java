package io.belastbar.chaos.dora.notice;

import io.belastbar.chaos.dora.coverage.CoverageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is to be told of tests that are due. */
public sealed interface NoticeChange {

    /** Somebody is to be told. */
    record Raise(CoverageRow row, Notice.Kind kind, Instant due) implements NoticeChange {

        boolean isToldBy(Notice notice) {
            return notice.runbook().equals(row.runbook())
                    && notice.kind() == kind
                    && notice.due().equals(due);
        }
    }

    /**
     * What was told is over.
     *
     * @param gameDay by which test; empty: by something else
     */
    record Resolve(Notice notice, String because, Optional<UUID> gameDay) implements NoticeChange {}

    /**
     * What is to be told now, what is over first. A notice stays until its test came, however the clock went meanwhile;
     * of a runbook that is not read nothing is known, so nothing changes.
     *
     * @param open what was told and is not over
     */
    static List<NoticeChange> between(List<CoverageRow> rows, List<Notice> open) {
        Map<String, CoverageRow> byRunbook =
                rows.stream().collect(Collectors.toMap(CoverageRow::runbook, Function.identity()));
        List<NoticeChange> changes = new ArrayList<>();
        for (Notice notice : open) {
            over(notice, Optional.ofNullable(byRunbook.get(notice.runbook()))).ifPresent(changes::add);
        }
        for (CoverageRow row : rows) {
            wanted(row)
                    .filter(raise -> open.stream().noneMatch(raise::isToldBy))
                    .ifPresent(changes::add);
        }
        return changes;
    }

    private static Optional<Raise> wanted(CoverageRow row) {
        return switch (row.status()) {
            case DUE_SOON -> row.due().map(due -> new Raise(row, Notice.Kind.DUE_SOON, due.at()));
            case OVERDUE -> row.due().map(due -> new Raise(row, Notice.Kind.OVERDUE, due.at()));
            case COVERED, NOT_YET_TESTED, NOT_SCHEDULED, UNREADABLE, RUNBOOK_GONE -> Optional.empty();
        };
    }

    private static Optional<NoticeChange> over(Notice notice, Optional<CoverageRow> row) {
        if (row.isEmpty()) {
            return Optional.of(new Resolve(notice, "its runbook is gone", Optional.empty()));
        }
        return switch (row.get().status()) {
            case UNREADABLE -> Optional.empty();
            case RUNBOOK_GONE -> Optional.of(new Resolve(notice, "its runbook is gone", Optional.empty()));
            case NOT_SCHEDULED ->
                Optional.of(new Resolve(notice, "its runbook no longer says how often it is due", Optional.empty()));
            case OVERDUE ->
                notice.kind() == Notice.Kind.DUE_SOON && sameDue(notice, row.get())
                        ? Optional.of(new Resolve(notice, "it is overdue now", Optional.empty()))
                        : moved(notice, row.get());
            case COVERED, DUE_SOON, NOT_YET_TESTED -> moved(notice, row.get());
        };
    }

    private static Optional<NoticeChange> moved(Notice notice, CoverageRow row) {
        if (sameDue(notice, row)) {
            return Optional.empty();
        }
        Optional<UUID> tested = row.covering()
                .filter(test -> test.finishedAt()
                        .filter(end -> !end.isBefore(notice.raisedAt()))
                        .isPresent())
                .map(test -> test.gameDay());
        return Optional.of(new Resolve(
                notice,
                tested.map(id -> "a game day tested it: " + id)
                        .orElse("it is due at another time now: "
                                + row.due().orElseThrow().at()),
                tested));
    }

    private static boolean sameDue(Notice notice, CoverageRow row) {
        return row.due().filter(due -> due.at().equals(notice.due())).isPresent();
    }
}
