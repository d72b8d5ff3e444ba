package io.belastbar.backbone.inbox;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.deadletter.DeadLetter;
import io.belastbar.backbone.deadletter.DeadLetterRepository;
import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.backbone.inbox.FailureVerdict.Failure;
import io.belastbar.backbone.retry.BackOff;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Applies received messages in order and does not return before each one has taken effect or is a dead letter.
 *
 * <p>A batch is tried as one transaction first, which is what makes thousands of events a second possible. If that
 * fails, the messages are applied one by one, so that a failure is blamed on the right one. Blocks its caller; an
 * interrupt makes it give up, and the messages will be delivered again.
 */
public final class InboxLaneJob {

    private static final Logger LOG = Logger.getLogger(InboxLaneJob.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InboxRepository inbox;
    private final DeadLetterRepository deadLetters;
    private final InboxMetrics metrics;
    private final int attemptsMax;
    private final BackOff backOff;

    public InboxLaneJob(
            InboxRepository inbox,
            DeadLetterRepository deadLetters,
            InboxMetrics metrics,
            BackboneConfig.Inbox config) {
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.attemptsMax = config.attempts();
        this.backOff = new BackOff(config.backOff(), config.backOffMax());
    }

    void apply(List<InboundMessage> messages) throws InterruptedException {
        List<EventEnvelope> events = messages.stream()
                .filter(InboundMessage.Event.class::isInstance)
                .map(message -> ((InboundMessage.Event) message).event())
                .toList();
        boolean clean = messages.stream().noneMatch(InboundMessage.Undecodable.class::isInstance);
        if (clean && (events.isEmpty() || tryTogether(events))) {
            metrics.ignored(messages.size() - events.size());
            return;
        }
        for (InboundMessage message : messages) {
            switch (message) {
                case InboundMessage.Event event -> applyAlone(event);
                case InboundMessage.Undecodable poison ->
                    deadLetter(poison.message(), poison.reason().getMessage(), poison.reason());
                case InboundMessage.Ignored ignored -> metrics.ignored(1);
            }
        }
    }

    private boolean tryTogether(List<EventEnvelope> events) throws InterruptedException {
        try {
            applyOnce(events);
            return true;
        } catch (RuntimeException e) {
            LOG.debugf("A batch failed and is applied one by one, events=%d: %s", events.size(), e);
            return false;
        }
    }

    private void applyAlone(InboundMessage.Event event) throws InterruptedException {
        int attempts = 0;
        for (int failures = 1; ; failures++) {
            try {
                applyOnce(List.of(event.event()));
                return;
            } catch (RuntimeException e) {
                Failure failure = failure(e);
                switch (FailureVerdict.of(failure, attempts, attemptsMax, failures, backOff)) {
                    case FailureVerdict.DeadLetter verdict -> {
                        deadLetter(event.message(), verdict.reason(), failure.cause());
                        return;
                    }
                    case FailureVerdict.Retry retry -> {
                        attempts = retry.attempts();
                        retryAfter(retry.pause(), event.message(), failure.cause());
                    }
                }
            }
        }
    }

    private void applyOnce(List<EventEnvelope> events) throws InterruptedException {
        List<EventEnvelope> fresh = await(inbox.applyOnce(events));
        Instant now = Instant.now();
        fresh.forEach(event -> metrics.applied(event, now));
        metrics.duplicates(events.size() - fresh.size());
    }

    /** Keeps a dead letter however long it takes: until then the message is neither applied nor kept. */
    private void deadLetter(ReceivedMessage message, String reason, Throwable cause) throws InterruptedException {
        DeadLetter letter = DeadLetter.of(message, reason, cause, Instant.now());
        for (int failures = 1; ; failures++) {
            try {
                await(deadLetters.store(letter));
                metrics.deadLetter(message.topic());
                LOG.errorf(
                        "A message became a dead letter, topic=%s partition=%d offset=%d: %s",
                        message.topic(), message.partition(), message.offset(), letter.reason());
                return;
            } catch (RuntimeException e) {
                retryAfter(backOff.afterFailure(failures), message, e);
            }
        }
    }

    private void retryAfter(Duration pause, ReceivedMessage message, Throwable cause) throws InterruptedException {
        metrics.retried();
        LOG.warnf(
                "A message could not be applied and is tried again, topic=%s partition=%d offset=%d pauseMs=%d: %s",
                message.topic(), message.partition(), message.offset(), pause.toMillis(), cause);
        Thread.sleep(pause);
    }

    private Failure failure(RuntimeException thrown) throws InterruptedException {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String sqlState = cause instanceof PgException database ? database.getSqlState() : null;
        boolean healthy = cause instanceof PoisonMessage || await(inbox.healthy());
        return new Failure(cause, sqlState, healthy);
    }

    private static <T> T await(Uni<T> outcome) throws InterruptedException {
        try {
            return outcome.await().atMost(PATIENCE);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("interrupted while PostgreSQL was at work");
            }
            throw e;
        }
    }
}
