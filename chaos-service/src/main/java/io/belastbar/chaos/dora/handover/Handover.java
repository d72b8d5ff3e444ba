package io.belastbar.chaos.dora.handover;

import io.belastbar.chaos.dora.article.Rule;
import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.evidence.Evidence;
import io.belastbar.chaos.dora.evidence.Verdict;
import io.belastbar.chaos.dora.facts.Fact;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.dora.handover.Point.Proof;
import io.belastbar.chaos.dora.handover.Point.Question;
import io.belastbar.chaos.dora.handover.Point.Receiver;
import io.belastbar.chaos.dora.handover.Point.Standing;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What game days have to say of each point of the hand-over checklists, and what they do not show. */
public final class Handover {
    private static final Set<String> ALERT = Set.of("alert-received");

    private final List<CoverageRow> rows;
    private final Map<GameDayFacts, List<Evidence>> days;

    /**
     * @param rows the matrix
     * @param days the game days that are looked at, with what they show
     */
    public Handover(List<CoverageRow> rows, Map<GameDayFacts, List<Evidence>> days) {
        this.rows = List.copyOf(rows);
        this.days = days;
    }

    /** Every point, in the order of the checklists. */
    public List<Point> points() {
        return List.of(
                elsewhere(Question.DASHBOARDS),
                elsewhere(Question.CAPACITY_ALERTS),
                perRunbook(Receiver.DEVOPS, Question.RUNBOOKS_SIMULATED, row -> true, day -> true),
                elsewhere(Question.LOAD_TESTS),
                perRunbook(Receiver.DEVOPS, Question.RECOVERY_VALIDATED, Handover::hasPurpose, this::recovered),
                documented(),
                perRunbook(Receiver.COMPLIANCE, Question.IN_THE_MATRIX, row -> true, day -> true),
                perRunbook(
                        Receiver.COMPLIANCE,
                        Question.RESPONSE_VERIFIED,
                        Handover::hasPurpose,
                        day -> recovered(day) && !alerted(day).isEmpty()),
                degradation(),
                held());
    }

    private static boolean hasPurpose(CoverageRow row) {
        return row.due().isPresent();
    }

    private Point elsewhere(Question question) {
        return new Point(
                Receiver.DEVOPS, question, Standing.ELSEWHERE, say("elsewhere", question), List.of(), List.of());
    }

    /** For each runbook that is concerned one of its tests must show it. */
    private Point perRunbook(
            Receiver receiver, Question question, Predicate<CoverageRow> concerned, Predicate<GameDayFacts> shows) {
        List<Proof> proofs = days.keySet().stream()
                .filter(GameDayFacts::covers)
                .filter(shows)
                .map(day -> proof(day, entries(question, day)))
                .toList();
        Set<String> shown = proofs.stream().map(Proof::runbook).collect(Collectors.toSet());
        List<String> missing = rows.stream()
                .filter(concerned)
                .map(CoverageRow::runbook)
                .filter(runbook -> !shown.contains(runbook))
                .toList();
        return point(receiver, question, proofs, missing);
    }

    private static Point point(Receiver receiver, Question question, List<Proof> proofs, List<String> missing) {
        Standing standing =
                proofs.isEmpty() ? Standing.NOT_SHOWN : missing.isEmpty() ? Standing.SHOWN : Standing.PARTLY;
        return new Point(receiver, question, standing, say("standing", standing), proofs, missing);
    }

    private static List<Long> entries(Question question, GameDayFacts day) {
        List<Fact> facts =
                switch (question) {
                    case RECOVERY_VALIDATED -> day.measurements();
                    case RESPONSE_VERIFIED -> alerted(day);
                    case RUNBOOKS_SIMULATED,
                            IN_THE_MATRIX,
                            TESTS_DOCUMENTED,
                            GAME_DAY_HELD,
                            IN_THE_RISK_REGISTER,
                            DASHBOARDS,
                            CAPACITY_ALERTS,
                            LOAD_TESTS -> day.ended().toList();
                };
        return facts.stream().map(Fact::number).toList();
    }

    private static Proof proof(GameDayFacts day, List<Long> entries) {
        return new Proof(day.gameDay(), day.tested().runbook(), entries);
    }

    private boolean recovered(GameDayFacts day) {
        return shows(day, Rule.OBJECTIVES, Set.of(Verdict.SHOWN));
    }

    private boolean shows(GameDayFacts day, Rule rule, Set<Verdict> verdicts) {
        return days.getOrDefault(day, List.of()).stream()
                .anyMatch(evidence -> evidence.article().rule() == rule && verdicts.contains(evidence.verdict()));
    }

    private static List<Fact> alerted(GameDayFacts day) {
        List<Fact> judged = day.judged(ALERT);
        return GameDayFacts.missed(judged).isEmpty() ? judged : List.of();
    }

    /** Every game day has a record. That threat-led tests (26, 27) are none of them is said, so it is never whole. */
    private Point documented() {
        List<Proof> proofs = days.keySet().stream()
                .filter(GameDayFacts::covers)
                .map(day -> proof(day, entries(Question.TESTS_DOCUMENTED, day)))
                .toList();
        return new Point(
                Receiver.COMPLIANCE,
                Question.TESTS_DOCUMENTED,
                proofs.isEmpty() ? Standing.NOT_SHOWN : Standing.PARTLY,
                say(proofs.isEmpty() ? "documented.none" : "documented"),
                proofs,
                List.of());
    }

    /** What was tested under load stands in the register if it failed, and in the matrix if it passed. */
    private Point degradation() {
        List<Proof> proofs = days.keySet().stream()
                .filter(day -> shows(day, Rule.PERFORMANCE, Set.of(Verdict.SHOWN, Verdict.SHOWN_NOT_MET)))
                .map(day -> proof(day, entries(Question.IN_THE_RISK_REGISTER, day)))
                .toList();
        return new Point(
                Receiver.COMPLIANCE,
                Question.IN_THE_RISK_REGISTER,
                proofs.isEmpty() ? Standing.NOT_SHOWN : Standing.SHOWN,
                say(proofs.isEmpty() ? "degradation.none" : "degradation"),
                proofs,
                List.of());
    }

    private Point held() {
        List<Proof> proofs = days.keySet().stream()
                .filter(GameDayFacts::covers)
                .map(day -> proof(day, entries(Question.GAME_DAY_HELD, day)))
                .toList();
        return point(Receiver.PACKAGE, Question.GAME_DAY_HELD, proofs, List.of());
    }

    private static Sentence say(String key) {
        return Wording.sentence(Handover.class, words -> words.text("handover." + key));
    }

    private static Sentence say(String family, Enum<?> value) {
        return say(family + "." + value.name().toLowerCase(Locale.ROOT));
    }
}
