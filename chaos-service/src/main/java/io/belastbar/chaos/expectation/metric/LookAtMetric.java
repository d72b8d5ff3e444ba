package io.belastbar.chaos.expectation.metric;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.chaos.expectation.http.RequestClient;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads a page of metrics; twice for a rate. */
@ApplicationScoped
class LookAtMetric implements Look<Metric> {

    private final RequestClient requests;

    LookAtMetric(RequestClient requests) {
        this.requests = requests;
    }

    @Override
    public Class<Metric> kind() {
        return Metric.class;
    }

    @Override
    public Observation look(Metric expected, Situation situation) throws InterruptedException {
        Metric.Reading first = reading(expected.source());
        if (expected.over().isEmpty() || !(first.value() instanceof MetricSource.Value.Amount)) {
            return expected.judge(first.value());
        }
        Thread.sleep(expected.over().get());
        return expected.judge(first, reading(expected.source()));
    }

    private Metric.Reading reading(MetricSource source) throws InterruptedException {
        long sent = System.nanoTime();
        var answer = requests.send(source.request());
        long received = System.nanoTime();
        return new Metric.Reading(source.in(answer), sent, received);
    }
}
