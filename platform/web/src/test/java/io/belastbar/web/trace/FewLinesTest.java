package io.belastbar.web.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FewLinesTest {

    private final AtomicLong now = new AtomicLong(-7);
    private final FewLines lines = new FewLines(now::get);

    @Test
    void fiveInTheFirstMinuteThenOneInEachAndFiveAgainOnceThatWasEnough() {
        assertThat(toldOf(9)).isEqualTo(5);
        minute();
        assertThat(toldOf(9)).isOne();
        assertThat(lines.untold()).isEqualTo(12);
        minute();
        assertThat(toldOf(1)).isOne();
        minute();
        assertThat(toldOf(9)).isEqualTo(5);
    }

    private void minute() {
        now.addAndGet(Duration.ofMinutes(1).toNanos());
    }

    private long toldOf(int number) {
        return IntStream.range(0, number).filter(one -> lines.isTold()).count();
    }
}
