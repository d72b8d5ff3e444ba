package io.belastbar.budget.escalation.signal;

import io.belastbar.contracts.BudgetRegressed;
import io.belastbar.contracts.CapacityLimitApproaching;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingRegistered;
import io.belastbar.contracts.GameDayFinished;
import io.belastbar.contracts.Severity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads events as signals. Fields that an event does not have are not there, and no condition holds for them. */
public final class Signals {

    private static final double SECONDS_PER_DAY = 86_400;
    /** Worse by this many percent: noticed by few, by many, by everyone. */
    private static final double PERCENT_MEDIUM = 10;

    private static final double PERCENT_HIGH = 25;
    private static final double PERCENT_CRITICAL = 100;
    private static final BigDecimal MORE_THAN_ANY_PERCENTAGE = BigDecimal.valueOf(1_000_000_000);

    private Signals() {}

    /** Empty for events that no rule listens to. */
    public static Optional<Signal> of(EventData event) {
        return Optional.ofNullable(
                switch (event) {
                    case FindingRegistered finding -> registered(finding);
                    case CircuitBreakerTransitioned transition -> breaker(transition);
                    case CapacityLimitApproaching limit -> capacity(limit);
                    case GameDayFinished gameDay -> gameDay(gameDay);
                    case BudgetRegressed regression -> regression(regression);
                    default -> null;
                });
    }

    /** A finding raised again, under the number that it has. */
    public static Signal again(FindingRaised finding, String number) {
        return finding(
                new FindingRegistered(
                        number,
                        finding.fingerprint(),
                        finding.system(),
                        finding.source(),
                        finding.raisedAt(),
                        finding.severity(),
                        finding.category(),
                        finding.regulatoryReference(),
                        finding.component(),
                        finding.title(),
                        finding.description(),
                        finding.recommendedMeasures(),
                        finding.responsible(),
                        null,
                        finding.evidence(),
                        finding.details()),
                finding.raisedAt());
    }

    private static Signal registered(FindingRegistered finding) {
        return finding(finding, null);
    }

    private static Signal finding(FindingRegistered finding, Instant raisedAt) {
        var fields = new HashMap<String, String>();
        put(fields, "severity", finding.severity());
        put(fields, "category", finding.category());
        put(fields, "source", finding.foundBy());
        put(fields, "component", finding.component());
        put(fields, "title", finding.title());
        put(fields, "description", finding.description());
        put(fields, "responsible", finding.responsible());
        put(fields, "fingerprint", finding.fingerprint());
        if (finding.evidence() != null) {
            finding.evidence().forEach((key, value) -> put(fields, "evidence." + key, value));
        }
        return new Signal(
                SignalKind.FINDING,
                finding.system(),
                finding.number(),
                finding.fingerprint(),
                finding.severity(),
                finding.component(),
                finding.title(),
                finding.registeredAt(),
                raisedAt,
                fields);
    }

    private static Signal breaker(CircuitBreakerTransitioned transition) {
        var fields = new HashMap<String, String>();
        put(fields, "breaker", transition.breaker());
        put(fields, "instance", transition.instance());
        put(fields, "from", transition.from());
        put(fields, "to", transition.to());
        put(fields, "failureCount", transition.failureCount());
        var severity =
                switch (transition.to()) {
                    case OPEN -> Severity.HIGH;
                    case HALF_OPEN -> Severity.MEDIUM;
                    case CLOSED -> Severity.LOW;
                };
        put(fields, "severity", severity);
        return new Signal(
                SignalKind.BREAKER,
                null,
                "",
                causeOfBreaker(transition.breaker()),
                severity,
                transition.breaker(),
                "Circuit breaker " + transition.breaker() + " is " + transition.to(),
                transition.at(),
                transition.at(),
                fields);
    }

    /** The cause of whatever a breaker does, at all its instances. */
    public static String causeOfBreaker(String breaker) {
        return "breaker:" + breaker;
    }

    private static Signal capacity(CapacityLimitApproaching limit) {
        var days = Duration.between(limit.madeAt(), limit.reachedAt()).toSeconds() / SECONDS_PER_DAY;
        var rounded = BigDecimal.valueOf(Math.max(0, days))
                .setScale(1, RoundingMode.HALF_UP)
                .toPlainString();
        var severity = SeverityOfLimit.of(limit, days);
        var fields = new HashMap<String, String>();
        put(fields, "severity", severity);
        put(fields, "metric", limit.metric());
        put(fields, "daysLeft", rounded);
        put(fields, "limit", limit.limit());
        put(fields, "current", limit.current());
        put(fields, "action", limit.action());
        return new Signal(
                SignalKind.CAPACITY_LIMIT,
                limit.system(),
                "",
                capacityCause(limit),
                severity,
                limit.metric(),
                capacityTitle(limit, days, rounded),
                limit.madeAt(),
                limit.madeAt(),
                fields);
    }

    /** Each limit of a metric is a cause of its own: who knows of the warning has not heard of the critical one. */
    private static String capacityCause(CapacityLimitApproaching limit) {
        return "capacity:" + limit.system() + ":" + limit.metric() + ":" + plain(limit.limit());
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String capacityTitle(CapacityLimitApproaching limit, double days, String rounded) {
        var value = plain(limit.limit()) + " " + limit.unit();
        var title = days <= 0
                ? "%s has reached its limit of %s".formatted(limit.metric(), value)
                : "%s reaches its limit of %s in %s days".formatted(limit.metric(), value, rounded);
        return limit.action() == null ? title : title + ": " + limit.action();
    }

    private static Signal gameDay(GameDayFinished gameDay) {
        var fields = new HashMap<String, String>();
        var severity =
                switch (gameDay.outcome()) {
                    case "PASSED", "COMPLETED" -> Severity.LOW;
                    case "ABORTED", "INCONCLUSIVE" -> Severity.MEDIUM;
                    default -> Severity.HIGH;
                };
        put(fields, "severity", severity);
        put(fields, "runbook", gameDay.runbook());
        put(fields, "outcome", gameDay.outcome());
        put(fields, "recoveryTime", gameDay.recoveryTimeMs() == null ? null : gameDay.recoveryTimeMs() + "ms");
        put(fields, "recoveryPoint", gameDay.recoveryPointMs() == null ? null : gameDay.recoveryPointMs() + "ms");
        put(fields, "lostRows", gameDay.lostRows());
        return new Signal(
                SignalKind.GAME_DAY,
                gameDay.system(),
                "",
                "game-day:" + gameDay.system() + ":" + gameDay.runbook(),
                severity,
                gameDay.runbook(),
                GameDayTitle.of(gameDay).kept(),
                gameDay.finishedAt(),
                gameDay.finishedAt(),
                fields);
    }

    private static Signal regression(BudgetRegressed regression) {
        // From nothing to something there is no percentage, and it is more than any.
        var fromNothing = regression.changePercent() == null || regression.before() == 0;
        var percent = (fromNothing ? MORE_THAN_ANY_PERCENTAGE : BigDecimal.valueOf(regression.changePercent()))
                .setScale(1, RoundingMode.HALF_UP);
        var severity = fromNothing ? Severity.HIGH : severity(percent.doubleValue());
        var fields = new HashMap<String, String>();
        put(fields, "severity", severity);
        put(fields, "subject", regression.subject());
        put(fields, "metric", regression.metric());
        put(fields, "scenario", regression.scenario());
        put(fields, "before", BigDecimal.valueOf(regression.before()).toPlainString());
        put(fields, "after", BigDecimal.valueOf(regression.after()).toPlainString());
        put(fields, "changePercent", percent.max(BigDecimal.ZERO).toPlainString());
        put(fields, "toVersion", regression.toVersion());
        var figure = regression.metric() + " of " + regression.subject();
        return new Signal(
                SignalKind.REGRESSION,
                regression.system(),
                "",
                "regression:" + regression.system() + ":" + regression.subject() + ":" + regression.metric(),
                severity,
                regression.subject(),
                fromNothing
                        ? "%s rose from 0 to %s %s".formatted(figure, fields.get("after"), regression.unit())
                        : "%s is %s %% worse".formatted(figure, percent.toPlainString()),
                regression.detectedAt(),
                regression.detectedAt(),
                fields);
    }

    private static Severity severity(double percentWorse) {
        return percentWorse >= PERCENT_CRITICAL
                ? Severity.CRITICAL
                : percentWorse >= PERCENT_HIGH
                        ? Severity.HIGH
                        : percentWorse >= PERCENT_MEDIUM ? Severity.MEDIUM : Severity.LOW;
    }

    private static void put(Map<String, String> fields, String name, Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }
}
