package io.belastbar.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
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
        assertThat(ReportLanguage.ENGLISH.bytes(12_345_678)).isEqualTo("12.3 MB");
        assertThat(ReportLanguage.GERMAN.change(12.25)).isEqualTo("+12,3 %");
    }

    @Test
    void whatIsNotKnownIsADash() {
        for (double unknown : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(ReportLanguage.GERMAN.number(unknown)).isEqualTo("–");
            assertThat(ReportLanguage.GERMAN.millis(unknown)).isEqualTo("–");
            assertThat(ReportLanguage.GERMAN.perSecond(unknown)).isEqualTo("–");
            assertThat(ReportLanguage.GERMAN.percent(unknown)).isEqualTo("–");
            assertThat(ReportLanguage.GERMAN.percentBeside(unknown, 1)).isEqualTo("–");
        }
    }

    @Test
    void aFigureIsNotRoundedOntoItsLimit() {
        assertThat(ReportLanguage.ENGLISH.percentBeside(0.9996, 0.9999)).isEqualTo("99.96 %");
        assertThat(ReportLanguage.GERMAN.percentBeside(0.99989999, 0.9999)).isEqualTo("99,989999 %");
        assertThat(ReportLanguage.ENGLISH.percentBeside(1, 0.9999)).isEqualTo("100 %");
        assertThat(ReportLanguage.GERMAN.percentBeside(0.125, Double.NaN)).isEqualTo("12,5 %");
        assertThat(ReportLanguage.ENGLISH.percentBeside(0.99999, 1)).isEqualTo("99.999 %");
        assertThat(ReportLanguage.ENGLISH.percentBeside(0.9999, 0.9999)).isEqualTo("99.99 %");
        assertThat(ReportLanguage.ENGLISH.millisBeside(500.2, 500)).isEqualTo("500.2 ms");
        assertThat(ReportLanguage.ENGLISH.millisBeside(30_000.4, 30_000)).isEqualTo("30.0004 s");
    }

    @Property
    void aWrittenFigureIsOnTheSideOfItsLimitWhereItWasMeasured(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double value,
            @ForAll @DoubleRange(min = 0, max = 1e6) double raw) {
        double limit = Math.rint(raw * 100) / 100;

        String text =
                ReportLanguage.ENGLISH.beside(value, limit).replace(",", "").replace('−', '-');

        int written = new BigDecimal(text).compareTo(BigDecimal.valueOf(limit));
        assertThat(written).isEqualTo(Double.compare(value, limit));
    }

    @Property
    void aShareNextToItsLimitIsOnItsSide(
            @ForAll @DoubleRange(min = 0, max = 1) double share, @ForAll @IntRange(min = -2, max = 2) int steps) {
        double value = steps < 0 ? Math.nextDown(share) : steps > 0 ? Math.nextUp(share) : share;

        String text = ReportLanguage.ENGLISH
                .percentBeside(value, share)
                .replace(" %", "")
                .replace('−', '-');

        assertThat(new BigDecimal(text).compareTo(BigDecimal.valueOf(share).scaleByPowerOfTen(2)))
                .isEqualTo(Double.compare(value, share));
    }

    @Property
    void aShareIsAllOrNothingOnlyIfItIs(@ForAll @DoubleRange(min = 0, max = 1) double share) {
        for (double limit : new double[] {0.8, Double.NaN}) {
            String text = ReportLanguage.ENGLISH.percentBeside(share, limit);
            assertThat(text.equals("100 %")).isEqualTo(share == 1);
            assertThat(text.equals("0 %")).isEqualTo(share == 0);
        }
    }

    @Test
    void aShareKeepsTheDigitsThatTellItFromAll() {
        assertThat(List.of(0.9995, 0.9996, 0.9999, 0.99999, 1.0))
                .map(ReportLanguage.ENGLISH::percent)
                .containsExactly("99.95 %", "99.96 %", "99.99 %", "99.999 %", "100 %");
        assertThat(ReportLanguage.ENGLISH.percent(0.9963)).isEqualTo("99.6 %");
        assertThat(ReportLanguage.GERMAN.percent(0.000_000_01)).isEqualTo("0,000001 %");
        assertThat(ReportLanguage.ENGLISH.percent(-0.9995)).isEqualTo("−99.95 %");
    }

    @Test
    void aLanguageIsFoundByItsCode() {
        assertThat(ReportLanguage.of("de-AT")).contains(ReportLanguage.GERMAN);
        assertThat(ReportLanguage.of("EN")).contains(ReportLanguage.ENGLISH);
        assertThat(ReportLanguage.of("fr")).isEmpty();
    }
}
