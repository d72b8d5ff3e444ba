package io.belastbar.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.engine.HeldBack;
import io.belastbar.load.engine.Unfinished;
import io.belastbar.report.Sentence;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorNotesTest {

    @Test
    void iterationsThatWereHeldBackAreTold() {
        assertThat(notes(new HeldBack(1_234, 5_000_000)))
                .containsExactly(new Sentence(
                        "1,234 iterations of users whose requests all failed were held back: while no request has a good"
                                + " answer, each begins at most 200 a second.",
                        "1.234 Iterationen von Benutzern, deren Anfragen alle fehlschlugen, wurden zurückgehalten: Solange"
                                + " keine Anfrage eine gute Antwort hat, beginnt jeder höchstens 200 in der Sekunde."));
    }

    @Test
    void ofTwoLanesTheShorterPauseIsTold() {
        HeldBack both = new HeldBack(1, 80_000_000).plus(HeldBack.NONE).plus(new HeldBack(2, 100_000_000));

        assertThat(notes(both).getFirst().english()).startsWith("3 iterations").endsWith("at most 12.5 a second.");
    }

    @Test
    void withoutAnyThereIsNoNote() {
        assertThat(notes(HeldBack.NONE)).isEmpty();
    }

    private static List<Sentence> notes(HeldBack held) {
        return new GeneratorNotes(
                        new GeneratorNotes.Connections(1, 1),
                        new GeneratorNotes.Waiting(0, 0),
                        0,
                        new Unfinished(0, 0),
                        held)
                .sentences();
    }
}
