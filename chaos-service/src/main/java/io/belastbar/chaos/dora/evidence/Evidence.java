package io.belastbar.chaos.dora.evidence;

import io.belastbar.chaos.dora.article.Article;
import io.belastbar.chaos.dora.facts.Fact;
import io.belastbar.report.Sentence;
import java.util.List;

/**
 * What a game day shows of an article.
 *
 * @param entries the record's entries that it follows from, by their numbers
 */
public record Evidence(Article article, Verdict verdict, Sentence because, List<Long> entries) {
    public Evidence {
        entries = List.copyOf(entries);
    }

    static List<Long> numbers(List<Fact> facts) {
        return facts.stream().map(Fact::number).toList();
    }
}
