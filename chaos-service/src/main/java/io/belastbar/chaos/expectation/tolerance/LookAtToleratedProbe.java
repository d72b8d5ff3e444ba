package io.belastbar.chaos.expectation.tolerance;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.chaos.expectation.http.RequestClient;
import io.belastbar.web.outbound.HttpCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Sends a probe's request. */
@ApplicationScoped
class LookAtToleratedProbe implements Look<ToleratedProbe> {

    private final RequestClient requests;

    LookAtToleratedProbe(RequestClient requests) {
        this.requests = requests;
    }

    @Override
    public Class<ToleratedProbe> kind() {
        return ToleratedProbe.class;
    }

    @Override
    public Observation look(ToleratedProbe probe, Situation situation) throws InterruptedException {
        Question question = probe.question();
        HttpCall call = new HttpCall(
                        question.method(),
                        question.path(),
                        Map.of("Accept", "*/*"),
                        question.body().orElse(null),
                        question.timeout(),
                        0)
                .within(question.timeout());
        for (Map.Entry<String, String> header : question.headers().entrySet()) {
            call = call.header(header.getKey(), header.getValue());
        }
        return probe.judge(requests.ask(question.target(), question.credential(), call));
    }
}
