package io.belastbar.load.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.comparison.statistics.Interval;
import io.belastbar.report.ReportLanguage;
import org.junit.jupiter.api.Test;

class PercentTest {

    @Test
    void whatIsTenTimesAsMuchIsAFactor() {
        assertThat(Percent.change(8.99, ReportLanguage.ENGLISH)).isEqualTo("+899 %");
        assertThat(Percent.change(20.24, ReportLanguage.ENGLISH)).isEqualTo("×21");
        assertThat(Percent.change(-0.5, ReportLanguage.GERMAN)).isEqualTo("−50 %");
        assertThat(Percent.range(new Interval(5.55, 75.05), ReportLanguage.GERMAN))
                .isEqualTo("+555 % bis ×76");
    }

    @Test
    void anIntervalThatBoundsNothingIsNoNumber() {
        Interval interval = new Interval(-0.99983, 5_794.879);

        assertThat(Percent.range(interval, ReportLanguage.ENGLISH)).isEqualTo("cannot be bounded");
        assertThat(Percent.range(interval, ReportLanguage.GERMAN)).isEqualTo("nicht einzugrenzen");
    }
}
