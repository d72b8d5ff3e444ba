package io.belastbar.budget.escalation.delivery;

import io.belastbar.budget.escalation.delivery.Delivery.NotDelivered;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.report.ReportLanguage;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Sends what is due. A message is sent at least once: a replica that dies after sending leaves it to another. */
@ApplicationScoped
class DeliveryJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(DeliveryJob.class);
    /** One receiver that hangs holds up no other. */
    private static final int AT_ONCE_MAX = 4;

    private final DeliveryRepository deliveries;
    private final WebhookClient webhooks;
    private final MailClient mail;
    private final DeliveryConfig config;
    private final MeterRegistry metrics;
    private final RetryPolicy retry;
    private final RetryDelay delay;
    private final ReportLanguage language;

    DeliveryJob(
            DeliveryRepository deliveries,
            WebhookClient webhooks,
            MailClient mail,
            DeliveryConfig config,
            MeterRegistry metrics) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.mail = mail;
        this.config = config;
        this.metrics = metrics;
        var backOff = new BackOff(config.backOff(), config.backOffMax());
        this.retry = new RetryPolicy(config.attempts(), backOff);
        this.delay = new RetryDelay(backOff, () -> ThreadLocalRandom.current().nextDouble());
        this.language = ReportLanguage.of(config.language()).orElse(ReportLanguage.ENGLISH);
    }

    void start(@Observes StartupEvent started, Workers workers) {
        WorkTerms terms =
                WorkTerms.leased(config.lease(), retry).places(AT_ONCE_MAX).endingWithLastingFailures();
        workers.start(deliveries.work(), terms, this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        var due = Await.of(deliveries.pending(held.item()));
        return due.isEmpty() ? Outcome.DONE : send(held, due.get());
    }

    @Override
    public void givenUp(HeldWork<Void> held, String reason) {
        Await.of(deliveries.pending(held.item())).ifPresent(delivery -> {
            LOG.warnf(
                    "An escalation was not delivered: system=%s channel=%s name=%s attempts=%d reason=%s",
                    delivery.notice().system(), delivery.channel(), delivery.name(), held.attempt(), reason);
            Await.of(deliveries.giveUp(held, reason));
            count(delivery, "dead");
        });
    }

    private Outcome send(HeldWork<Void> held, Delivery delivery) throws InterruptedException {
        try {
            switch (delivery.channel()) {
                case WEBHOOK -> webhooks.send(delivery, language);
                case EMAIL -> mail.send(delivery, language);
            }
        } catch (NotDelivered problem) {
            if (problem.lasting() || held.attempt() >= config.attempts()) {
                return new Outcome.GiveUp(problem.getMessage());
            }
            count(delivery, "failed");
            return new Outcome.Later(delay.afterFailure(held.attempt()), problem.getMessage());
        }
        Await.of(deliveries.delivered(held));
        count(delivery, "delivered");
        return Outcome.DONE;
    }

    private void count(Delivery delivery, String outcome) {
        metrics.counter(
                        "belastbar.budget.escalation.deliveries",
                        "channel",
                        delivery.channel().name(),
                        "outcome",
                        outcome)
                .increment();
    }
}
