package io.belastbar.forecasting.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class BeyondTest {

    private static final int DAY = 24;

    @Test
    void aLimitThatIsPassedEveryDayIsReachedAlsoAtNight() {
        double[] hours = busy(30, day -> day >= 12);

        assertThat(Beyond.since(hours, DAY, 95)).hasValue(12 * DAY + 9);
    }

    @Test
    void weekendsWithoutLoadDoNotEndIt() {
        assertThat(Beyond.since(busy(40, day -> day >= 7 && day % 7 < 5), DAY, 95))
                .hasValue(7 * DAY + 9);
    }

    @Test
    void aWeekWithoutEndsIt() {
        assertThat(Beyond.since(busy(40, day -> day < 20 || day > 30), DAY, 95)).hasValue(31 * DAY + 9);
    }

    @Test
    void singleDaysLongAgoAreNoPartOfIt() {
        assertThat(Beyond.since(busy(40, day -> day == 36 || day == 39), DAY, 95))
                .hasValue(39 * DAY + 9);
    }

    @Test
    void aLastDayBelowItIsNotReached() {
        assertThat(Beyond.since(busy(40, day -> day < 38), DAY, 95)).isEmpty();
    }

    @Test
    void ofLongerStepsTheLastValueCounts() {
        assertThat(Beyond.since(new double[] {97, 90, 96, Double.NaN, 98}, 1, 95))
                .hasValue(2);
        assertThat(Beyond.since(new double[] {97, 90}, 1, 95)).isEmpty();
    }

    /** At 100 from nine to twelve on some days, else at 20. */
    private static double[] busy(int days, IntPredicate day) {
        double[] hours = new double[days * DAY];
        Arrays.setAll(hours, hour -> hour % DAY >= 9 && hour % DAY < 12 && day.test(hour / DAY) ? 100 : 20);
        return hours;
    }
}
