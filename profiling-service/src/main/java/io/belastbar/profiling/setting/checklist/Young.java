package io.belastbar.profiling.setting.checklist;

import static io.belastbar.profiling.setting.checklist.ChecklistAnswer.Answer.CANNOT_BE_SEEN;

import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Statistics of less than a day: what happens in a day cannot be told from them, and is not made up from minutes. */
final class Young {
    private static final Duration DAY = Duration.ofDays(1);

    private Young() {}

    /** The answer where the statistics of the database are so young, or nobody knows how old they are. */
    static Optional<ChecklistAnswer> answer(String section, Sentence line, ServerState state) {
        return answer(section, line, state, Optional.empty());
    }

    /** @param also since when something else counts on which the line rests */
    static Optional<ChecklistAnswer> answer(String section, Sentence line, ServerState state, Optional<Instant> also) {
        Instant database = state.readAt().minus(state.counted());
        Instant since = also.filter(database::isBefore).orElse(database);
        if (!since.isAfter(state.readAt().minus(DAY))) {
            return Optional.empty();
        }
        String shown = since.truncatedTo(ChronoUnit.SECONDS).toString();
        return Optional.of(new ChecklistAnswer(
                section,
                line,
                CANNOT_BE_SEEN,
                new Sentence(
                        "Cannot be seen yet: it is counted since " + shown + ", which is less than a day",
                        "Noch nicht zu sehen: gezählt wird seit " + shown + ", das ist weniger als ein Tag")));
    }
}
