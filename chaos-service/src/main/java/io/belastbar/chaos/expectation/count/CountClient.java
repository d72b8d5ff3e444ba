package io.belastbar.chaos.expectation.count;

import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.count.Counted.Count;
import io.belastbar.chaos.expectation.http.RequestClient;
import io.belastbar.chaos.expectation.metric.MetricSource.Value;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for numbers, one after the other, and for the first once more. Blocks: for virtual threads. */
@ApplicationScoped
class CountClient {

    private final RequestClient requests;

    CountClient(RequestClient requests) {
        this.requests = requests;
    }

    Observation observe(CountExpectation expected) throws InterruptedException {
        List<Count> counts = new ArrayList<>();
        for (Map.Entry<String, CountSource> each : expected.counts().entrySet()) {
            counts.add(new Count(each.getKey(), value(each.getValue())));
        }
        Optional<Count> duplicates = expected.duplicates().isPresent()
                ? Optional.of(
                        new Count("duplicates", value(expected.duplicates().get())))
                : Optional.empty();
        Value firstAgain = value(expected.counts().values().iterator().next());
        return expected.judge(new Counted(counts, firstAgain, duplicates));
    }

    private Value value(CountSource source) throws InterruptedException {
        return source.in(requests.send(source.request()));
    }
}
