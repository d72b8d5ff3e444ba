package io.belastbar.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.report.chart.Chart;
import io.belastbar.report.sample.SamplePage;
import org.junit.jupiter.api.Test;

class WordingTest {

    private static final Wording ENGLISH = Wording.of(SamplePage.class, ReportLanguage.ENGLISH);
    private static final Wording GERMAN = Wording.of(SamplePage.class, ReportLanguage.GERMAN);

    @Test
    void numbersAreWrittenAsTheLanguageDoes() {
        assertThat(ENGLISH.text("share", 1234.5)).isEqualTo("1,235 of it");
        assertThat(GERMAN.text("share", 11.08)).isEqualTo("11,1 davon");
        assertThat(GERMAN.text("share", 12_345L)).isEqualTo("12.345 davon");
        assertThat(ENGLISH.text("share", Double.NaN)).isEqualTo("– of it");
    }

    @Test
    void oneAndManyReadWell() {
        assertThat(ENGLISH.text("ofMany", 1)).isEqualTo("1 row is the tenant's");
        assertThat(ENGLISH.text("ofMany", 30_000)).isEqualTo("30,000 rows are the tenant's");
    }

    @Test
    void textsOfEveryPageStandBehindThoseOfTheModule() {
        assertThat(GERMAN.text("keyFigures")).isEqualTo("Kennzahlen");
        assertThat(Wording.of(Chart.class, ReportLanguage.GERMAN).text("keyFigures"))
                .isEqualTo("Kennzahlen");
    }

    @Test
    void aMissingTextIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> ENGLISH.text("nowhere")).hasMessage("a text should be there in ENGLISH: nowhere");
    }

    @Test
    void anArgumentInBracesStaysAsItIs() {
        assertThat(ENGLISH.text("share", "{0} o''clock")).isEqualTo("{0} o''clock of it");
    }

    @Test
    void namesAndSentencesAreArgumentsToo() {
        assertThat(GERMAN.text("share", SamplePage.Day.MONDAY)).isEqualTo("Montag davon");
        assertThat(GERMAN.text("share", new Sentence("a", "b"))).isEqualTo("b davon");
    }
}
