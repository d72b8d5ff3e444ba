package io.belastbar.chaos.fault.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class ProductionWindowTest {
    @Test
    void itIsOpenFromItsBeginningToBeforeItsEnd() {
        ProductionWindow window = ProductionWindow.parse("mon-fri 09:00-16:00");

        assertThat(window.isOpen(friday("09:00"))).isTrue();
        assertThat(window.isOpen(friday("08:59"))).isFalse();
        assertThat(window.isOpen(friday("16:00"))).isFalse();
        assertThat(window.isOpen(friday("12:00").plusDays(1))).isFalse();
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegins() {
        ProductionWindow window = ProductionWindow.parse("FRI-MON 22:00-04:00");

        assertThat(window.isOpen(friday("03:00"))).isFalse();
        assertThat(window.isOpen(friday("22:00"))).isTrue();
        assertThat(window.isOpen(friday("03:00").plusDays(4))).isTrue();
        assertThat(window.isOpen(friday("22:00").plusDays(4))).isFalse();
    }

    @Test
    void whatIsNoWindowIsSaid() {
        assertThatThrownBy(() -> ProductionWindow.parse("always")).hasMessageContaining("MON-FRI 09:00-16:00");
        assertThatThrownBy(() -> ProductionWindow.parse("XYZ-FRI 09:00-16:00")).hasMessageContaining("XYZ");
    }

    private static ZonedDateTime friday(String time) {
        return ZonedDateTime.parse("2026-11-27T" + time + ":00Z");
    }
}
