package io.belastbar.chaos.dora.evidence;

import io.belastbar.chaos.dora.article.Article;
import io.belastbar.chaos.dora.article.Articles;
import io.belastbar.chaos.dora.facts.Fact;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Computes what a game day shows of each article, from facts of its record alone. */
public final class EvidenceRules {
    private static final Set<String> FIGURES_UNDER_LOAD = Set.of("latency", "error-rate", "throughput");
    private static final Set<String> AS_A_USER =
            Set.of("answers", "http-probe", "webhooks-processed", "tenant-isolation");
    private static final Set<String> RECONCILES =
            Set.of("cache-equals-database", "counts-agree", "webhooks-processed", "sql-probe");
    private static final Pattern NAMES_A_PROVIDER =
            Pattern.compile("(?:DORA|2022/2554)\\D*(?:\\d+\\D+)*?(?<![0-9/(])(?:28|30)(?![0-9])");

    private final Articles articles;
    private final ZoneId zone;

    /** @param zone in which days of the law begin */
    public EvidenceRules(Articles articles, ZoneId zone) {
        this.articles = articles;
        this.zone = zone;
    }

    /** One for each article, in the order of the file. */
    public List<Evidence> of(GameDayFacts day) {
        return articles.articles().stream().map(article -> of(article, day)).toList();
    }

    private Evidence of(Article article, GameDayFacts day) {
        Finding finding = finding(article, day);
        return new Evidence(article, finding.verdict(), finding.because(), Evidence.numbers(finding.facts()));
    }

    private Finding finding(Article article, GameDayFacts day) {
        return switch (article.rule()) {
            case NOT_COVERED -> Finding.of(Verdict.NOT_COVERED, List.of(), "reason.notCovered");
            case INDEPENDENCE -> Independence.of(day, articles.roles());
            case INCIDENT -> incident(day);
            case FORMER -> former(article, day);
            case PROGRAMME,
                    YEARLY,
                    SCENARIO_BASED,
                    PERFORMANCE,
                    END_TO_END,
                    CONTINUITY,
                    SWITCHOVER,
                    OBJECTIVES,
                    RECOVERY_CHECKS,
                    PROVIDER -> day.covers() ? covering(article, day) : coversNothing(day);
        };
    }

    private static Finding coversNothing(GameDayFacts day) {
        return Finding.of(
                Verdict.NOT_SHOWN,
                day.ended().toList(),
                "reason.coversNothing",
                day.outcome().orElse("–"));
    }

    private static Finding covering(Article article, GameDayFacts day) {
        return switch (article.rule()) {
            case PROGRAMME ->
                Finding.of(
                        Verdict.PARTLY,
                        ends(day),
                        "reason.programme",
                        day.tested().function());
            case YEARLY -> yearly(day);
            case SCENARIO_BASED ->
                day.faults().isEmpty() && day.loads().isEmpty()
                        ? Finding.of(Verdict.NOT_SHOWN, ends(day), "reason.nothingInjected")
                        : Finding.of(
                                Verdict.SHOWN,
                                day.faults().isEmpty() ? day.loads() : day.faults(),
                                "reason.scenario",
                                day.faults().isEmpty() ? List.of("load") : day.faultKinds());
            case PERFORMANCE -> performance(day);
            case END_TO_END ->
                judged(day.judged(AS_A_USER), "reason.endToEnd", "reason.endToEnd.missed", "reason.endToEnd.none");
            case CONTINUITY -> SwitchoverRules.continuity(day);
            case SWITCHOVER -> SwitchoverRules.switchover(day);
            case OBJECTIVES -> ObjectiveRules.of(day);
            case RECOVERY_CHECKS ->
                day.faults().isEmpty()
                        ? Finding.of(Verdict.NOT_SHOWN, ends(day), "reason.nothingInjected")
                        : judged(day.judged(RECONCILES), "reason.checks", "reason.checks.missed", "reason.checks.none");
            case PROVIDER -> provider(day);
            case INDEPENDENCE, NOT_COVERED, INCIDENT, FORMER ->
                throw new IllegalArgumentException("not of what covers alone: " + article.rule());
        };
    }

    private static Finding yearly(GameDayFacts day) {
        boolean counts = day.tested()
                .criticality()
                .filter(level -> level != Criticality.SUPPORTING)
                .isPresent();
        if (!counts) {
            return Finding.of(
                    Verdict.NOT_APPLICABLE,
                    ends(day),
                    "reason.yearly.supporting",
                    day.tested().function());
        }
        return day.conduct().marks().isEmpty()
                ? Finding.of(
                        Verdict.SHOWN, ends(day), "reason.yearly", day.tested().function())
                : Finding.of(
                        Verdict.PARTLY,
                        ends(day),
                        "reason.yearly.marked",
                        day.tested().function(),
                        day.conduct().marks());
    }

    private static Finding performance(GameDayFacts day) {
        List<Fact> judged = day.judged(FIGURES_UNDER_LOAD);
        if (day.loads().isEmpty() || judged.isEmpty()) {
            return Finding.of(
                    Verdict.NOT_SHOWN,
                    day.loads(),
                    day.loads().isEmpty() ? "reason.performance.noLoad" : "reason.performance.noFigures");
        }
        return judged(judged, "reason.performance", "reason.performance.missed", "reason.performance.noFigures");
    }

    private static Finding judged(List<Fact> judged, String met, String missed, String none) {
        List<Fact> bad = GameDayFacts.missed(judged);
        if (judged.isEmpty()) {
            return Finding.of(Verdict.NOT_SHOWN, judged, none);
        }
        return bad.isEmpty()
                ? Finding.of(Verdict.SHOWN, judged, met, subjects(judged))
                : Finding.of(Verdict.SHOWN_NOT_MET, bad, missed, subjects(bad));
    }

    private static Finding provider(GameDayFacts day) {
        boolean named = day.tested().legalBasis().stream()
                .anyMatch(basis -> NAMES_A_PROVIDER.matcher(basis).find());
        List<Fact> dependencies = day.faults().stream()
                .filter(fact -> fact.text("type")
                        .filter(type -> type.startsWith("sap-") || type.startsWith("insurer-"))
                        .isPresent())
                .toList();
        if (dependencies.isEmpty()) {
            return Finding.of(Verdict.NOT_APPLICABLE, List.of(), "reason.provider.noDependency");
        }
        return named
                ? Finding.of(Verdict.PARTLY, dependencies, "reason.provider.tested", day.faultKinds())
                : Finding.of(Verdict.NOT_APPLICABLE, dependencies, "reason.provider.notNamed");
    }

    private static Finding incident(GameDayFacts day) {
        List<Fact> escaped = day.escaped();
        return escaped.isEmpty()
                ? Finding.of(Verdict.NOT_APPLICABLE, List.of(), "reason.incident.none")
                : Finding.of(Verdict.TO_BE_EXAMINED, escaped, "reason.incident", kinds(escaped));
    }

    private Finding former(Article article, GameDayFacts day) {
        LocalDate until = article.until().orElseThrow();
        boolean inForce = !LocalDate.ofInstant(day.startedAt(), zone).isAfter(until);
        return inForce
                ? Finding.of(day.covers() ? Verdict.PARTLY : Verdict.NOT_SHOWN, ends(day), "reason.former.then")
                : Finding.of(Verdict.NOT_APPLICABLE, List.of(), "reason.former.over", until.toString());
    }

    private static List<Fact> ends(GameDayFacts day) {
        return day.ended().toList();
    }

    private static List<String> subjects(List<Fact> facts) {
        return facts.stream().map(Fact::subject).distinct().toList();
    }

    private static List<String> kinds(List<Fact> facts) {
        return facts.stream().map(Fact::kind).distinct().toList();
    }
}
