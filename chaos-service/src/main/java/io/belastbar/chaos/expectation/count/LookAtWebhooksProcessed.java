package io.belastbar.chaos.expectation.count;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks everyone who counts. */
@ApplicationScoped
class LookAtWebhooksProcessed implements Look<WebhooksProcessed> {

    private final CountClient counts;

    LookAtWebhooksProcessed(CountClient counts) {
        this.counts = counts;
    }

    @Override
    public Class<WebhooksProcessed> kind() {
        return WebhooksProcessed.class;
    }

    @Override
    public Observation look(WebhooksProcessed expected, Situation situation) throws InterruptedException {
        return counts.observe(expected);
    }
}
