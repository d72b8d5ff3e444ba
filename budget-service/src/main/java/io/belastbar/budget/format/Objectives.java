package io.belastbar.budget.format;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objectives in the order in which a document gives them, put together by subject. */
final class Objectives {

    private final Map<Subject, List<Objective>> bySubject = new LinkedHashMap<>();

    void add(Objective objective) {
        bySubject
                .computeIfAbsent(objective.subject(), subject -> new ArrayList<>())
                .add(objective);
    }

    /** Adds a critical limit to the objective of the same figure; without one it is an objective of its own. */
    void addAlert(Objective alert) {
        var same = bySubject.getOrDefault(alert.subject(), List.of());
        for (int i = 0; i < same.size(); i++) {
            if (same.get(i).sameFigureAs(alert)) {
                same.set(i, same.get(i).withCritical(alert.limit()));
                return;
            }
        }
        add(alert.withCritical(alert.limit()));
    }

    boolean isEmpty() {
        return bySubject.isEmpty();
    }

    PerformanceBudget budget() {
        return PerformanceBudget.of(bySubject.entrySet().stream()
                .map(entry -> SubjectBudget.of(entry.getKey(), entry.getValue()))
                .toList());
    }
}
