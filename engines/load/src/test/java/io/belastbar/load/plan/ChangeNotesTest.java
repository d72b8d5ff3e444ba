package io.belastbar.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.report.ReportLanguage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeNotesTest {

    private final ChangeNotes notes = new ChangeNotes();

    @Test
    void eachChangeSaysWhenAndToWhat() {
        notes.add(new LoadChange.Rate(80.5), Duration.ofMillis(12_900));
        notes.add(new LoadChange.Users(2_000), Duration.ofMinutes(2));

        assertThat(texts(ReportLanguage.ENGLISH, false))
                .containsExactly(
                        "After 12 s the load was changed to 80.5 arrivals/s.",
                        "After 120 s the load was changed to 2,000 users.");
        assertThat(texts(ReportLanguage.GERMAN, false))
                .containsExactly(
                        "Nach 12 s wurde die Last auf 80,5 Ankünfte/s geändert.",
                        "Nach 120 s wurde die Last auf 2.000 Benutzer geändert.");
    }

    @Test
    void aLimitOfThroughputIsSaidToHoldForTheWholeRunOnly() {
        assertThat(texts(ReportLanguage.ENGLISH, true)).isEmpty();

        notes.add(new LoadChange.Rate(5), Duration.ofSeconds(10));

        assertThat(texts(ReportLanguage.ENGLISH, true))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("Throughput was judged over the whole run");
    }

    @Test
    void aProgramThatChangesTheLoadAllTheTimeDoesNotFillTheNotes() {
        for (int change = 0; change < 1_000; change++) {
            notes.add(new LoadChange.Users(change), Duration.ofSeconds(change));
        }

        assertThat(texts(ReportLanguage.ENGLISH, false)).hasSize(21).last().isEqualTo("It was changed 980 more times.");
    }

    private List<String> texts(ReportLanguage language, boolean throughputLimited) {
        return notes.sentences(throughputLimited).stream()
                .map(sentence -> sentence.in(language))
                .toList();
    }
}
