package io.belastbar.budget.escalation.channel;

import io.belastbar.budget.escalation.message.JsonMessage;
import io.belastbar.budget.escalation.message.SlackMessage;
import io.belastbar.budget.escalation.message.WebhookSignature;
import io.belastbar.budget.escalation.message.Wording;
import io.belastbar.budget.escalation.rules.Channels.Form;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;

/** Posts messages to registered targets. Blocks: for virtual threads, and never longer than the configured time. */
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
    void send(Delivery delivery, Wording wording) throws NotDelivered, InterruptedException {
        var terms = delivery.receiver().terms();
        var body = terms != null && terms.form() == Form.JSON
                ? JsonMessage.of(delivery.notice(), wording)
                : SlackMessage.of(delivery.notice(), wording);
        post(delivery.receiver(), signed(delivery, body));
    }

    private HttpCall signed(Delivery delivery, String body) throws NotDelivered {
        var receiver = delivery.receiver();
        var now = clock.instant();
        var call = HttpCall.send("POST", "", "application/json", body)
                .header("X-Belastbar-Delivery", delivery.id().toString())
                .header("X-Belastbar-Timestamp", String.valueOf(now.getEpochSecond()));
        var key = config.signingKeys().get(receiver.name());
        if (key == null && receiver.terms() != null && !receiver.terms().unsigned()) {
            throw new NotDelivered("no key that signs the messages of " + receiver.name() + " is configured", true);
        }
        return key == null ? call : call.header("X-Belastbar-Signature", WebhookSignature.of(key, now, body));
    }

    /** Posts something to a target: the whole exchange within the configured time. */
    void post(Receiver receiver, HttpCall call) throws NotDelivered, InterruptedException {
        try {
            var answer = targets.send(receiver.name(), receiver.credentials(), call.within(config.timeout()));
            if (!answer.isSuccess()) {
                throw new NotDelivered("it answered with status " + answer.status(), false);
            }
        } catch (IOException away) {
            throw new NotDelivered("it did not answer: " + away.getMessage(), false);
        } catch (TargetNotAllowed unknown) {
            throw new NotDelivered(unknown.getMessage(), true);
        }
    }
}
