package io.belastbar.budget.escalation.delivery;

import io.belastbar.budget.escalation.channel.Channel;
import io.belastbar.budget.escalation.channel.DeliveryConfig;
import io.belastbar.budget.escalation.channel.NotDelivered;
import io.belastbar.budget.escalation.channel.SendMessage;
import io.belastbar.budget.escalation.rules.RulesInForce;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Sends what is due. A message is sent at least once: a replica that dies after sending leaves it to another. */
@ApplicationScoped
class DeliveryJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(DeliveryJob.class);
    /** Receivers that are served at a time; one that hangs has one place, whatever waits for it. */
    private static final int AT_ONCE_MAX = 32;

    private static final String METER = "belastbar.budget.escalation.deliveries";

    private final SendingRepository sendings;
    private final SendMessage messages;
    private final RulesInForce rules;
    private final DeliveryConfig config;
    private final MeterRegistry metrics;
    private final RetryPolicy retry;
    private final RetryDelay delay;
    private final Clock clock = Clock.systemUTC();

    DeliveryJob(
            SendingRepository sendings,
            SendMessage messages,
            RulesInForce rules,
            DeliveryConfig config,
            MeterRegistry metrics) {
        this.sendings = sendings;
        this.messages = messages;
        this.rules = rules;
        this.config = config;
        this.metrics = metrics;
        var backOff = new BackOff(config.backOff(), config.backOffMax());
        this.retry = new RetryPolicy(config.attempts(), backOff);
        this.delay = new RetryDelay(backOff, () -> ThreadLocalRandom.current().nextDouble());
        // From the start, so that the first one of each is seen as an increase.
        for (var channel : Channel.values()) {
            List.of("delivered", "failed", "dead").forEach(outcome -> count(channel, outcome, 0));
        }
    }

    void start(@Observes StartupEvent started, Workers workers, DeliveryRepository deliveries) {
        WorkTerms terms = WorkTerms.leased(config.lease(), retry)
                .places(AT_ONCE_MAX)
                .lanesInOrderOfTime()
                .endingWithLastingFailures();
        workers.start(deliveries.work(), terms, this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        var found = Await.of(sendings.due(held.item()));
        if (found.isEmpty()) {
            return Outcome.DONE;
        }
        var due = found.get();
        if (due.moot() != null) {
            Await.of(sendings.cancel(held, due.moot()));
            return Outcome.DONE;
        }
        return send(held, due);
    }

    @Override
    public void givenUp(HeldWork<Void> held, String reason) {
        Await.of(sendings.due(held.item())).ifPresent(due -> {
            var notice = due.delivery().notice();
            var receiver = due.delivery().receiver();
            LOG.warnf(
                    "An escalation was not delivered: system=%s channel=%s name=%s attempts=%d reason=%s",
                    notice.system(), receiver.channel(), receiver.name(), held.attempt(), reason);
            Await.of(sendings.giveUp(held, reason));
            count(receiver.channel(), "dead", 1);
        });
    }

    private Outcome send(HeldWork<Void> held, Sending due) throws InterruptedException {
        var notice = due.delivery().notice();
        var now = clock.instant();
        var ended = due.isAlert() ? due.endedAt(rules.forgottenAfter(notice.system(), notice.rule()), now) : null;
        // Three of its words may be lost before an Alertmanager takes the alert for over.
        var endsAt = ended == null ? now.plus(config.resend().multipliedBy(4)) : ended;
        try {
            messages.send(due.delivery(), rules.zone(notice.system()), endsAt);
        } catch (NotDelivered problem) {
            return failed(held, due, problem);
        }
        store(held, due, ended);
        count(due.delivery().receiver().channel(), "delivered", 1);
        return Outcome.DONE;
    }

    private void store(HeldWork<Void> held, Sending due, Instant ended) {
        if (!due.isAlert()) {
            Await.of(sendings.delivered(held, due, clock.instant()));
        } else if (ended == null) {
            Await.of(sendings.fires(held, clock.instant().plus(config.resend())));
        } else {
            Await.of(sendings.ended(held));
        }
    }

    private Outcome failed(HeldWork<Void> held, Sending due, NotDelivered problem) {
        var last = held.attempt() >= config.attempts();
        if (due.isAlert() && !problem.lasting() && last) {
            // What is the case stays to be told, however long its receiver is away.
            count(Channel.ALERTMANAGER, "failed", 1);
            return new Outcome.NotYet(config.resend(), problem.getMessage());
        }
        if (problem.lasting() || last) {
            return new Outcome.GiveUp(problem.getMessage());
        }
        count(due.delivery().receiver().channel(), "failed", 1);
        return new Outcome.Later(delay.afterFailure(held.attempt()), problem.getMessage());
    }

    private void count(Channel channel, String outcome, int by) {
        metrics.counter(METER, "channel", channel.name(), "outcome", outcome).increment(by);
    }
}
