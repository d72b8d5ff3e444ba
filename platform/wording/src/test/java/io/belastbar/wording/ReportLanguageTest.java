package io.belastbar.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportLanguageTest {

    @Test
    void numbersAreWrittenAsTheLanguageDoes() {
        assertThat(ReportLanguage.ENGLISH.number(1234.5, 1)).isEqualTo("1,234.5");
        assertThat(ReportLanguage.GERMAN.number(1234.5, 1)).isEqualTo("1.234,5");
        assertThat(ReportLanguage.GERMAN.millis(0.1234)).isEqualTo("0,123 ms");
        assertThat(ReportLanguage.ENGLISH.millis(12_345)).isEqualTo("12.3 s");
        assertThat(ReportLanguage.ENGLISH.percent(0.0005)).isEqualTo("0.05 %");
        assertThat(ReportLanguage.ENGLISH.number(-0.0001, 2)).isEqualTo("0");
        assertThat(ReportLanguage.ENGLISH.number(-1.5)).isEqualTo("−1.5");
    }

    @Test
    void aLanguageIsFoundByItsCode() {
        assertThat(ReportLanguage.of("de-AT")).contains(ReportLanguage.GERMAN);
        assertThat(ReportLanguage.of("EN")).contains(ReportLanguage.ENGLISH);
        assertThat(ReportLanguage.of("fr")).isEmpty();
    }
}
