package io.belastbar.chaos.dora.article;

import io.belastbar.report.Sentence;
import java.util.List;

/**
 * A scenario of the requirements' own table.
 *
 * @param runbook by which name it is played here
 * @param theirs the articles that the requirements give, as they write them
 * @param every how often, as they write it
 * @param target as they write it
 * @param ours the ids of the articles that we give
 * @param because why these are not the same
 */
public record ScenarioRow(
        String runbook, String name, String theirs, String every, String target, List<String> ours, Sentence because) {
    public ScenarioRow {
        ours = List.copyOf(ours);
    }
}
