package io.belastbar.loadtest.run;

import io.belastbar.load.result.FailureCause;
import io.belastbar.loadtest.progress.RunProgress;
import io.belastbar.loadtest.series.EncodedSecond;
import java.util.List;

/**
 * What an active run has measured and PostgreSQL has not yet.
 *
 * @param failures why requests have failed since the start, as of the last second; empty if none did, or if PostgreSQL
 *     knows these
 */
public record Unstored(List<RunProgress> points, List<EncodedSecond> seconds, List<FailureCause> failures) {

    public static final Unstored NOTHING = new Unstored(List.of(), List.of(), List.of());

    public Unstored {
        points = List.copyOf(points);
        seconds = List.copyOf(seconds);
        failures = List.copyOf(failures);
    }

    public boolean isEmpty() {
        return points.isEmpty() && seconds.isEmpty() && failures.isEmpty();
    }
}
