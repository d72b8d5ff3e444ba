package io.belastbar.budget.errorbudget.burn;

import io.belastbar.budget.errorbudget.BurnPair;
import io.belastbar.budget.errorbudget.ErrorCounts;
import io.belastbar.budget.errorbudget.ErrorShare;
import io.belastbar.budget.objective.FigureWords;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.Severity;
import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is told of an error budget that is spent too fast.
 *
 * @param whole the requests of the budget's window
 */
record BurnAlert(String system, Burning.Look look, ErrorCounts whole) {

    private static final String SOURCE = "budget-service";

    static String fingerprint(String system, String subject, String metric) {
        return Fingerprint.of("burn", system, subject, metric);
    }

    FindingRaised raised(Speed speed, Instant at) {
        return FindingRaised.of(fingerprint(system, subject(), metric()), system, SOURCE)
                .raised(at, severity(speed))
                .component(subject())
                .title(title())
                .description(
                        ("Over %s and over %s requests fail more than %s times as fast as the promise %s over %s allows."
                                        + " It is over when none of these pairs of windows burns: in each (%s) one window must be a tenth"
                                        + " below the pair's rate, for as long as the shortest is.")
                                .formatted(
                                        BurnPair.text(look.pair().longWindow()),
                                        BurnPair.text(look.pair().shortWindow()),
                                        number(share().threshold(look.pair()) / share().allowed()),
                                        share().objective().limitText(),
                                        BurnPair.text(share().window()),
                                        pairs()))
                .recommendedMeasures(List.of(
                        "See what is left: GET /api/v1/systems/" + system + "/error-budgets",
                        speed == Speed.FAST
                                ? "Find out what changed at that time; take it back before the budget is spent"
                                : "Put what fails before new features until the budget recovers"))
                .evidence(evidence(speed))
                .build();
    }

    /** Every pair of windows keeps the alert raised, not only the one that is told of. */
    private String pairs() {
        return BurnPair.of(share().window()).stream()
                .map(pair -> BurnPair.text(pair.longWindow()) + "/" + BurnPair.text(pair.shortWindow()))
                .collect(Collectors.joining(", "));
    }

    /** The promise's severity where somebody must look at once, and one step less where there is time. */
    private Severity severity(Speed speed) {
        var own = share().objective().severityOrDefault();
        int milder = Math.min(own.ordinal() + 1, Severity.values().length - 1);
        return speed == Speed.FAST ? own : Severity.values()[milder];
    }

    private String title() {
        var words = new FigureWords(ReportLanguage.ENGLISH);
        return "%s, %s: the error budget is spent %s times as fast as allowed, %s"
                .formatted(
                        words.subject(share().objective().subject()),
                        words.figure(
                                share().objective().measure(),
                                share().objective().statistic()),
                        number(share().burnRate(look.over())),
                        left() < 0 ? "and is overspent" : percent(left()) + " are left");
    }

    private Map<String, String> evidence(Speed speed) {
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("metric", metric());
        evidence.put("limit", share().objective().limitText());
        evidence.put("window", BurnPair.text(share().window()));
        evidence.put("speed", speed.name());
        evidence.put("burnRate", number(share().burnRate(look.over())));
        evidence.put("over", BurnPair.text(look.pair().longWindow()));
        evidence.put("burnRateLately", number(share().burnRate(look.lately())));
        evidence.put("lately", BurnPair.text(look.pair().shortWindow()));
        evidence.put("toldAbove", number(share().threshold(look.pair()) / share().allowed()));
        evidence.put("requests", String.valueOf(look.over().requests()));
        evidence.put("failed", String.valueOf(Math.round(look.over().failed())));
        evidence.put("left", percent(left()));
        return evidence;
    }

    /** Of what was spent too fast and no longer is, or is no longer promised. */
    static FindingResolved resolved(
            String system, String subject, String metric, Instant at, String reason, Map<String, String> evidence) {
        return new FindingResolved(fingerprint(system, subject, metric), system, SOURCE, at, reason, evidence);
    }

    FindingResolved resolved(Instant at) {
        return resolved(
                system,
                subject(),
                metric(),
                at,
                whole.requests() == 0
                        ? "nothing was measured any more within " + BurnPair.text(share().window())
                        : "the error budget is no longer spent too fast, "
                                + (left() < 0 ? "but is overspent" : percent(left()) + " are left"),
                Map.of(
                        "limit", share().objective().limitText(),
                        "burnRate", number(share().burnRate(look.over())),
                        "over", BurnPair.text(look.pair().longWindow()),
                        "left", percent(left())));
    }

    private ErrorShare share() {
        return look.share();
    }

    private double left() {
        return whole.requests() == 0 ? 1 : 1 - share().burnRate(whole);
    }

    private String subject() {
        return share().objective().subject().text();
    }

    private String metric() {
        return share().objective().metric();
    }

    private static String number(double value) {
        return ReportLanguage.ENGLISH.number(value, 1);
    }

    private static String percent(double share) {
        return ReportLanguage.ENGLISH.percentBeside(share, share > 0.5 ? 1 : 0);
    }
}
