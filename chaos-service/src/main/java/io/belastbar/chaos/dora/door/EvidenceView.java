package io.belastbar.chaos.dora.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.chaos.dora.article.Articles;
import io.belastbar.chaos.dora.evidence.Evidence;
import io.belastbar.chaos.dora.evidence.Verdict;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.dora.facts.Mark;
import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What a game day shows.
 *
 * @param outcome null while it is under way
 * @param articlesVersion of the file of articles that it was computed with
 * @param articlesChecked on which day somebody compared that with the law
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvidenceView(
        UUID gameDayId,
        String system,
        String runbook,
        String function,
        Instant startedAt,
        String outcome,
        List<Mark> marks,
        String articlesVersion,
        LocalDate articlesChecked,
        List<ArticleView> articles) {

    /**
     * One article.
     *
     * @param asks in short what the law asks for
     * @param verdict what the record shows of it; never that the law is fulfilled
     * @param entries the record's entries that it follows from
     */
    public record ArticleView(
            String id, String law, String place, String asks, Verdict verdict, String because, List<Long> entries) {

        static ArticleView of(Evidence evidence, ReportLanguage language) {
            return new ArticleView(
                    evidence.article().id(),
                    evidence.article().law(),
                    evidence.article().place(),
                    evidence.article().asks().in(language),
                    evidence.verdict(),
                    evidence.because().in(language),
                    evidence.entries());
        }
    }

    static EvidenceView of(GameDayFacts day, List<Evidence> evidence, Articles articles, ReportLanguage language) {
        return new EvidenceView(
                day.gameDay(),
                day.tested().system(),
                day.tested().runbook(),
                day.tested().function(),
                day.startedAt(),
                day.outcome().orElse(null),
                List.copyOf(day.conduct().marks()),
                articles.version(),
                articles.checked(),
                evidence.stream().map(one -> ArticleView.of(one, language)).toList());
    }
}
