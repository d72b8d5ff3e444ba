package io.belastbar.chaos.dora.report;

import io.belastbar.chaos.dora.article.Articles;
import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.evidence.Evidence;
import io.belastbar.chaos.dora.evidence.EvidenceRules;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.dora.handover.Handover;
import io.belastbar.chaos.dora.handover.Point;
import io.belastbar.chaos.dora.risk.Risk;
import io.belastbar.chaos.dora.risk.RiskRegister;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the files are made of.
 *
 * @param days the game days that are told of, with what each shows, in their order
 * @param at the moment of which it tells
 */
public record DoraContent(
        String system,
        Articles articles,
        List<CoverageRow> rows,
        Map<GameDayFacts, List<Evidence>> days,
        List<Risk> risks,
        List<Point> points,
        ZoneId zone,
        Instant at) {

    /** Computes it from the matrix and from facts. */
    public static DoraContent of(
            String system, List<CoverageRow> rows, List<GameDayFacts> facts, ZoneId zone, Instant at) {
        Articles articles = Articles.own();
        EvidenceRules rules = new EvidenceRules(articles, zone);
        Map<GameDayFacts, List<Evidence>> days = new LinkedHashMap<>();
        facts.forEach(day -> days.put(day, rules.of(day)));
        return new DoraContent(
                system,
                articles,
                rows,
                days,
                new RiskRegister(system, articles.roles(), zone).of(rows),
                new Handover(rows, days).points(),
                zone,
                at);
    }
}
