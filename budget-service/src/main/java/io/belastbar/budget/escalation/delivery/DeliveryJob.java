package io.belastbar.budget.escalation.delivery;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.report.ReportLanguage;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Sends what is due. A message is sent at least once: a replica that dies after sending leaves it to another. */
@ApplicationScoped
class DeliveryJob {

    private static final Logger LOG = Logger.getLogger(DeliveryJob.class);
    private static final Duration DATABASE_WAIT_MAX = Duration.ofSeconds(10);

    private final DeliveryRepository deliveries;
    private final WebhookClient webhooks;
    private final MailClient mail;
    private final DeliveryConfig config;
    private final MeterRegistry metrics;
    private final RetryDelay delay;
    private final ReportLanguage language;
    // What was held in an outage is sent when its lease ends.
    private final QueueJob queue = new QueueJob(LOG, "Escalations");

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
        this.delay =
                new RetryDelay(new BackOff(config.backOff(), config.backOffMax()), () -> ThreadLocalRandom.current()
                        .nextDouble());
        this.language = ReportLanguage.of(config.language()).orElse(ReportLanguage.ENGLISH);
    }

    /** Sends every message that is due, one after the other. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sendDue() {
        queue.round(() -> {
            for (var due = await(deliveries.claim(config.lease()));
                    due.isPresent();
                    due = await(deliveries.claim(config.lease()))) {
                var delivery = due.get();
                QueueJob.item(
                        () -> send(delivery),
                        hopeless -> failed(delivery, new NotDelivered(FailureMapper.reason(hopeless), true)));
            }
        });
    }

    private void send(Delivery delivery) throws InterruptedException {
        try {
            switch (delivery.channel()) {
                case WEBHOOK -> webhooks.send(delivery, language);
                case EMAIL -> mail.send(delivery, language);
            }
            await(deliveries.delivered(delivery.id()));
            count(delivery, "delivered");
        } catch (NotDelivered problem) {
            failed(delivery, problem);
        }
    }

    private void failed(Delivery delivery, NotDelivered problem) {
        if (problem.lasting() || delivery.attempts() >= config.attempts()) {
            LOG.warnf(
                    "An escalation was not delivered: system=%s channel=%s name=%s attempts=%d reason=%s",
                    delivery.notice().system(),
                    delivery.channel(),
                    delivery.name(),
                    delivery.attempts(),
                    problem.getMessage());
            await(deliveries.giveUp(delivery.id(), problem.getMessage()));
            count(delivery, "dead");
            return;
        }
        await(deliveries.postpone(delivery.id(), delay.afterFailure(delivery.attempts()), problem.getMessage()));
        count(delivery, "failed");
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

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(DATABASE_WAIT_MAX);
    }
}
