package io.belastbar.budget.alert;

import io.belastbar.budget.alert.AlertRepository.StoredAlert;
import io.belastbar.budget.alert.look.Alert;
import io.belastbar.budget.alert.look.AlertLook;
import io.belastbar.budget.alert.look.AlertLook.Raised;
import io.belastbar.budget.alert.look.AlertState;
import io.belastbar.budget.alert.look.Said;
import io.belastbar.budget.alert.look.Severities;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of alerts is told to others. */
final class AlertFindings {

    private static final String SOURCE = "budget-service";

    private AlertFindings() {}

    /** With the value that broke the limit, which may not be the newest. */
    static FindingRaised raised(Alert alert, Raised raised) {
        var objective = alert.objective();
        var broke = raised.broke();
        var evidence = evidence(alert, broke.value());
        evidence.put("brokenAt", broke.at().toString());
        evidence.put("status", raised.status().name());
        if (raised.times() > 1) {
            evidence.put("times", String.valueOf(raised.times()));
        }
        return FindingRaised.of(alert.fingerprint(), alert.series().system(), SOURCE)
                .raised(broke.at(), Severities.of(objective, broke.value()))
                .component(objective.subject().text())
                .title(alert.message(broke.value()).english())
                .description("The value of " + broke.at() + " broke the limit. It is resolved after "
                        + AlertState.RESOLVED_AFTER + " values in a row that keep it by a margin of 5 %"
                        + samples(objective) + ", or "
                        + AlertState.RESOLVED_AFTER_KEPT + " that keep it at all.")
                .recommendedMeasures(List.of(
                        "Look at the last values: GET /api/v1/systems/"
                                + alert.series().system() + "/health",
                        "Compare with regressions and findings of the same time"))
                .evidence(evidence)
                .build();
    }

    private static String samples(Objective objective) {
        var needed = Said.needed(objective);
        return needed <= 1
                ? ""
                : " and rest on " + ReportLanguage.ENGLISH.number(needed, 0)
                        + " samples or more together where they say on how many";
    }

    static FindingResolved resolved(Alert alert, AlertLook look) {
        var value = look.state().value();
        return new FindingResolved(
                alert.fingerprint(),
                alert.series().system(),
                SOURCE,
                look.resolvedAt(),
                "The last values keep it: " + alert.message(value).english(),
                evidence(alert, value));
    }

    static FindingResolved dropped(StoredAlert gone, Instant now, int budgetVersion) {
        var figure = gone.series();
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("metric", figure.metric());
        evidence.put("limit", gone.limitText());
        evidence.put("budgetVersion", String.valueOf(budgetVersion));
        return new FindingResolved(
                Alert.fingerprint(figure, figure.metric()),
                figure.system(),
                SOURCE,
                now,
                "%s, %s: %s is no longer promised since version %d of the budget, and nothing else is broken"
                        .formatted(figure.subject().text(), figure.metric(), gone.limitText(), budgetVersion),
                evidence);
    }

    private static Map<String, String> evidence(Alert alert, double value) {
        Objective objective = alert.objective();
        SeriesKey series = alert.series();
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("metric", objective.metric());
        evidence.put("limit", objective.limitText());
        evidence.put("observed", observed(objective, value));
        if (!series.scenario().isEmpty()) {
            evidence.put("scenario", series.scenario());
        }
        if (!series.testbed().equals(SeriesKey.DEFAULT_TESTBED)) {
            evidence.put("testbed", series.testbed());
        }
        return evidence;
    }

    private static String observed(Objective objective, double value) {
        var dimension = objective.measure().dimension();
        return dimension.text(value, dimension.value(objective.limit().value()));
    }
}
