package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.expectation.tolerance.Question;
import io.belastbar.document.DocumentNode;
import java.time.Duration;
import java.util.Optional;

/**
 * One activity of an experiment.
 *
 * @param node where it stands; of a reference what that names
 * @param question what it asks; empty if it is faulty or not possible here
 * @param before how long to wait before it
 */
record ReadActivity(
        String name, DocumentNode node, boolean probe, Optional<Question> question, Duration before, Duration after) {

    /** Looking once more within this time harms nobody, and the answer may take as long as was asked for. */
    Duration patience() {
        Duration most = question.map(Question::timeout).orElse(Duration.ZERO).minusSeconds(10);
        return most.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : most;
    }
}
