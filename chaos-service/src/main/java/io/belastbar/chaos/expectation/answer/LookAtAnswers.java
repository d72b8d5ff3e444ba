package io.belastbar.chaos.expectation.answer;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.RequestClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Asks some times, one after the other. */
@ApplicationScoped
class LookAtAnswers implements Look<Answers> {

    private final RequestClient requests;

    LookAtAnswers(RequestClient requests) {
        this.requests = requests;
    }

    @Override
    public Class<Answers> kind() {
        return Answers.class;
    }

    @Override
    public Observation look(Answers expected, Situation situation) throws InterruptedException {
        List<HttpReading> readings = new ArrayList<>();
        for (int i = 0; i < expected.samples(); i++) {
            readings.add(requests.send(expected.request()));
        }
        return expected.judge(readings);
    }

    @Override
    public void before(Answers expected, Situation situation) throws InterruptedException {
        requests.logIn(expected.request());
    }
}
