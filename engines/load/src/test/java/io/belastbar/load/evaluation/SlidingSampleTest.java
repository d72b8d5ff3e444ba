package io.belastbar.load.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.Cell;
import io.belastbar.load.threshold.TimeBasis;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;

class SlidingSampleTest {

    @Property(tries = 100)
    void slidingIsTheSameAsAddingUpEachWindow(
            @ForAll @Size(min = 1, max = 30) List<@Size(max = 20) List<@LongRange(min = 0, max = 90_000_000) Long>> run,
            @ForAll @IntRange(min = 1, max = 8) int length) {
        SlidingSample sliding = new SlidingSample(TimeBasis.RESPONSE, length);
        List<Cell> seconds = new ArrayList<>();
        for (List<Long> micros : run) {
            Cell cell = new Cell();
            micros.forEach(value -> cell.record(value, value / 2, null, 0, 0));
            seconds.add(cell);
            sliding.add(cell);

            Cell wanted = new Cell();
            seconds.subList(Math.max(0, seconds.size() - length), seconds.size())
                    .forEach(wanted::add);
            Histogram found = sliding.sample().times().micros();
            assertThat(sliding.sample().requests()).isEqualTo(wanted.requests());
            assertThat(found.getTotalCount()).isEqualTo(wanted.requests());
            if (wanted.requests() > 0) {
                for (double percent : new double[] {0, 50, 95, 99.9, 100}) {
                    assertThat(found.getValueAtPercentile(percent))
                            .isEqualTo(wanted.responseMicros().getValueAtPercentile(percent));
                }
                assertThat(found.getMean()).isEqualTo(wanted.responseMicros().getMean());
            }
        }
    }
}
