package io.belastbar.capacity.history.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SliceTest {

    /** However far back it begins: slices follow one another without a gap, none is too long, and they end with what is newest. */
    @Property(tries = 200)
    void slicesCoverTheTimeOnce(
            @ForAll @LongRange(max = 40_000_000) long back, @ForAll @IntRange(min = 60, max = 86_400) int seconds) {
        var now = Instant.parse("2026-11-01T12:34:56Z");
        var step = Duration.ofSeconds(seconds);
        var position = now.minusSeconds(back);

        for (var slice = Slice.after(position, step, now);
                slice.isPresent();
                slice = Slice.after(position, step, now)) {
            var first = slice.get().first();
            assertThat(first).isAfter(position).isBeforeOrEqualTo(position.plus(step));
            assertThat(Duration.between(first, slice.get().last()).dividedBy(step))
                    .isLessThan(Slice.POINTS_MAX);
            position = slice.get().last();
            assertThat(slice.get().isNewest(step, now))
                    .isEqualTo(Slice.after(position, step, now).isEmpty());
        }
        assertThat(position.plus(step).plus(step)).isAfter(now.minus(Slice.SETTLED_AFTER));
    }
}
