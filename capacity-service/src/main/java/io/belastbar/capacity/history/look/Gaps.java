package io.belastbar.capacity.history.look;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Times without a value: between two values that lie further apart than one and a half times the usual distance. */
final class Gaps {

    private static final double USUAL = 1.5;

    private Gaps() {}

    /** From the last value before it to the first after it. */
    public record Gap(Instant from, Instant to) {}

    static List<Gap> of(List<Instant> moments) {
        if (moments.size() < 3) {
            return List.of();
        }
        var distances = new ArrayList<Long>();
        for (int i = 1; i < moments.size(); i++) {
            distances.add(Duration.between(moments.get(i - 1), moments.get(i)).toMillis());
        }
        var limit = USUAL * distances.stream().sorted().toList().get(distances.size() / 2);
        var gaps = new ArrayList<Gap>();
        for (int i = 1; i < moments.size(); i++) {
            if (distances.get(i - 1) > limit) {
                gaps.add(new Gap(moments.get(i - 1), moments.get(i)));
            }
        }
        return gaps;
    }
}
