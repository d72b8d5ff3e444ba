package io.belastbar.chaos.expectation.http;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends a probe's request. */
@ApplicationScoped
class LookAtHttpProbe implements Look<HttpProbe> {

    private final RequestClient requests;

    LookAtHttpProbe(RequestClient requests) {
        this.requests = requests;
    }

    @Override
    public Class<HttpProbe> kind() {
        return HttpProbe.class;
    }

    @Override
    public Observation look(HttpProbe probe, Situation situation) throws InterruptedException {
        return probe.judge(requests.send(probe.request()));
    }

    @Override
    public void before(HttpProbe probe, Situation situation) throws InterruptedException {
        requests.logIn(probe.request());
    }
}
