package io.belastbar.budget.format;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.Subject;
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

    PerformanceBudget budget() {
        return PerformanceBudget.of(bySubject.entrySet().stream()
                .map(entry -> SubjectBudget.of(entry.getKey(), entry.getValue()))
                .toList());
    }
}
