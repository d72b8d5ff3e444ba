package io.belastbar.budget.escalation.delivery;

import io.belastbar.report.ReportLanguage;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;

/** Posts messages to registered targets. Blocks: for virtual threads. Follows no redirect. */
@ApplicationScoped
class WebhookClient {

    private final HttpClient http;
    private final TargetRegistry targets;
    private final DeliveryConfig config;
    private final Clock clock = Clock.systemUTC();

    WebhookClient(TargetRegistry targets, DeliveryConfig config) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .build();
        this.targets = targets;
        this.config = config;
    }

    /** Any answer from 200 to 299 is a delivery. A receiver that must not see one twice looks at its id. */
    void send(Delivery delivery, ReportLanguage language) throws NotDelivered, InterruptedException {
        var body = SlackMessage.of(delivery.notice(), language);
        var now = clock.instant();
        var request = HttpRequest.newBuilder(address(delivery.name()))
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .header("X-Belastbar-Delivery", delivery.id().toString())
                .header("X-Belastbar-Timestamp", String.valueOf(now.getEpochSecond()))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        var key = config.signingKeys().get(delivery.name());
        if (key != null) {
            request.header("X-Belastbar-Signature", WebhookSignature.of(key, now, body));
        }
        try {
            var status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status < 200 || status > 299) {
                throw new NotDelivered("the webhook answered with status " + status, false);
            }
        } catch (IOException away) {
            throw new NotDelivered("the webhook did not answer: " + away, false);
        }
    }

    private URI address(String name) throws NotDelivered {
        try {
            var url = targets.require(name).url();
            if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
                throw new NotDelivered("target " + name + " is no web address", true);
            }
            return url;
        } catch (TargetNotAllowed unknown) {
            throw new NotDelivered("no target of the name " + name + " is registered", true);
        }
    }
}
