package io.belastbar.chaos.gameday.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.document.ProblemError;
import io.belastbar.report.Sentence;
import io.belastbar.web.problem.NotPossible;
import java.util.List;

/**
 * What keeps a runbook from being carried out.
 *
 * @param where the step or expectation, or a word for what is not of the runbook
 * @param pointer where the runbook says so; null if it is not of the runbook
 * @param line likewise, from 1
 * @param column likewise
 * @param passing whether it may be over by the time at which it matters, as a process that is not running; then it
 *     does not keep the game day from beginning
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Obstacle(
        String where, String pointer, Integer line, Integer column, boolean passing, String english, String german) {

    /** One that is not of the runbook. */
    public static Obstacle ofThePlatform(String where, Sentence why) {
        return new Obstacle(where, null, null, null, false, why.english(), why.german());
    }

    /** A part of an experiment that cannot be carried out here. */
    public static Obstacle of(io.belastbar.chaos.runbook.NotPossible part) {
        Sentence why = part.sentence();
        return new Obstacle(
                part.where(), part.pointer(), part.line(), part.column(), false, why.english(), why.german());
    }

    static Obstacle at(RunbookPlaces.Place place, String where, boolean passing, Sentence why) {
        return new Obstacle(where, place.pointer(), place.line(), place.column(), passing, why.english(), why.german());
    }

    /** The refusal of a game day, with all of them. */
    public static NotPossible refusal(String runbook, List<Obstacle> obstacles) {
        return new NotPossible(
                "runbook " + runbook + " is not possible here; nothing was begun",
                obstacles.stream()
                        .map(one -> new ProblemError(
                                one.pointer() == null ? "" : one.pointer(),
                                one.line(),
                                one.column(),
                                one.english(),
                                one.where()))
                        .toList());
    }
}
