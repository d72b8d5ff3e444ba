package io.belastbar.capacity.plan.finding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be told of a plan now. */
public sealed interface NoticeChange {

    /** Somebody is to be told, for the first time or in other words. */
    record Raise(PlanFinding finding) implements NoticeChange {}

    /** What was told is over. */
    record Resolve(PlanNotice notice) implements NoticeChange {}

    /**
     * What changes.
     *
     * @param open what was told and is not over
     */
    static List<NoticeChange> between(String system, List<PlanFinding> findings, List<PlanNotice> open) {
        Map<String, PlanFinding> wanted = new LinkedHashMap<>();
        findings.forEach(finding -> wanted.putIfAbsent(finding.fingerprint(system), finding));
        Map<String, PlanNotice> told = new HashMap<>();
        open.forEach(notice -> told.put(notice.fingerprint(), notice));
        List<NoticeChange> changes = new ArrayList<>();
        open.stream()
                .filter(notice -> !wanted.containsKey(notice.fingerprint()))
                .forEach(notice -> changes.add(new Resolve(notice)));
        wanted.forEach((fingerprint, finding) -> {
            PlanNotice before = told.get(fingerprint);
            if (before == null || !before.title().equals(finding.title())) {
                changes.add(new Raise(finding));
            }
        });
        return List.copyOf(changes);
    }
}
