package io.belastbar.budget.escalation.delivery;

import io.belastbar.budget.escalation.delivery.Delivery.NotDelivered;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;

/** Posts messages to registered targets. Blocks: for virtual threads. */
@ApplicationScoped
class WebhookClient {

    private final TargetClient targets;
    private final DeliveryConfig config;
    private final Clock clock = Clock.systemUTC();

    WebhookClient(TargetClient targets, DeliveryConfig config) {
        this.targets = targets;
        this.config = config;
    }

    /** Any answer from 200 to 299 is a delivery. A receiver that must not see one twice looks at its id. */
    void send(Delivery delivery, ReportLanguage language) throws NotDelivered, InterruptedException {
        var body = SlackMessage.of(delivery.notice(), language);
        var now = clock.instant();
        var call = HttpCall.send("POST", "", "application/json", body)
                .within(config.timeout())
                .header("X-Belastbar-Delivery", delivery.id().toString())
                .header("X-Belastbar-Timestamp", String.valueOf(now.getEpochSecond()));
        var key = config.signingKeys().get(delivery.name());
        try {
            var answer = targets.send(
                    delivery.name(),
                    null,
                    key == null ? call : call.header("X-Belastbar-Signature", WebhookSignature.of(key, now, body)));
            if (!answer.isSuccess()) {
                throw new NotDelivered("the webhook answered with status " + answer.status(), false);
            }
        } catch (IOException away) {
            throw new NotDelivered("the webhook did not answer: " + away.getMessage(), false);
        } catch (TargetNotAllowed unknown) {
            throw new NotDelivered(unknown.getMessage(), true);
        }
    }
}
