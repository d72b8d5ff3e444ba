package io.belastbar.profiling.setting.checklist;

import io.belastbar.report.Sentence;

/**
 * A line of requirements 0's checklist, answered.
 *
 * @param section of the checklist: {@code query_optimization} …
 * @param line as it stands there, and in English
 * @param evidence what was seen, or why nothing can be
 */
public record ChecklistAnswer(String section, Sentence line, Answer answer, Sentence evidence) {

    /** Nothing is guessed: what a database does not know is not answered. */
    public enum Answer {
        TRUE,
        FALSE,
        CANNOT_BE_SEEN
    }

    static Answer when(boolean holds) {
        return holds ? Answer.TRUE : Answer.FALSE;
    }
}
