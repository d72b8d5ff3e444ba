package io.belastbar.budget.escalation.channel;

import io.belastbar.budget.escalation.message.AlertmanagerAlerts;
import io.belastbar.budget.escalation.message.Wording;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.outbound.HttpCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;

/** Sends a message on its channel. Blocks: for virtual threads. */
@ApplicationScoped
public class SendMessage {

    private final WebhookClient webhooks;
    private final MailClient mail;
    private final DeliveryConfig config;

    SendMessage(WebhookClient webhooks, MailClient mail, DeliveryConfig config) {
        this.webhooks = webhooks;
        this.mail = mail;
        this.config = config;
    }

    /**
     * Sends it once; at an Alertmanager it is an alert.
     *
     * @param zone in which its times are written
     * @param endsAt only for an Alertmanager: when the alert ends, or ended
     * @throws NotDelivered with the reason for a person
     */
    public void send(Delivery delivery, ZoneId zone, Instant endsAt) throws NotDelivered, InterruptedException {
        var language = ReportLanguage.of(config.language()).orElse(ReportLanguage.ENGLISH);
        var base = config.publicUrl().map(url -> url.replaceAll("/+$", "")).orElse("");
        var wording = new Wording(language, zone, base);
        switch (delivery.receiver().channel()) {
            case WEBHOOK -> webhooks.send(delivery, wording);
            case EMAIL -> mail.send(delivery, wording);
            case ALERTMANAGER ->
                webhooks.post(
                        delivery.receiver(),
                        HttpCall.send(
                                "POST",
                                AlertmanagerAlerts.PATH,
                                "application/json",
                                AlertmanagerAlerts.of(delivery.notice(), wording, endsAt)));
        }
    }

    /** Whether a webhook's messages carry a signature. */
    public boolean signs(Receiver receiver) {
        return receiver.channel() == Channel.WEBHOOK && config.signingKeys().containsKey(receiver.name());
    }
}
