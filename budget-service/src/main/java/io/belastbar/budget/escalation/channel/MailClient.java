package io.belastbar.budget.escalation.channel;

import io.belastbar.budget.escalation.message.Wording;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionException;

/** Sends messages by SMTP, as {@code quarkus.mailer} is configured. Blocks: for virtual threads. */
@ApplicationScoped
class MailClient {

    private final ReactiveMailer mailer;
    private final DeliveryConfig config;

    MailClient(ReactiveMailer mailer, DeliveryConfig config) {
        this.mailer = mailer;
        this.config = config;
    }

    void send(Delivery delivery, Wording wording) throws NotDelivered {
        var address = config.emails().get(delivery.receiver().name());
        if (address == null || config.from().isEmpty()) {
            throw new NotDelivered(
                    address == null
                            ? "no e-mail address of the name "
                                    + delivery.receiver().name() + " is configured"
                            : "belastbar.escalation.from is not configured",
                    true);
        }
        var notice = delivery.notice();
        var mail = Mail.withText(address, oneLine(wording.headline(notice)), wording.body(notice) + "\n")
                .setFrom(config.from().get())
                .addHeader("X-Belastbar-Delivery", delivery.id().toString());
        try {
            mailer.send(mail).await().atMost(config.timeout());
        } catch (IllegalArgumentException noAddress) {
            throw new NotDelivered(
                    "the e-mail address of " + delivery.receiver().name() + " is none", true);
        } catch (VertxException | CompletionException | TimeoutException failed) {
            throw new NotDelivered("the mail server did not take it: " + failed.getMessage(), false);
        }
    }

    /** Names come from documents: a line break would begin another header. */
    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
