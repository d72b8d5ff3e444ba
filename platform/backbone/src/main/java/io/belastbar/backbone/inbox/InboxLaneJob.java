package io.belastbar.backbone.inbox;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.deadletter.DeadLetter;
import io.belastbar.backbone.deadletter.DeadLetterRepository;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.backbone.inbox.FailureVerdict.Failure;
import io.belastbar.backbone.trace.DeliverySpans;
import io.belastbar.jobs.retry.BackOff;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Applies received messages in order and does not return before each one has taken effect or is a dead letter.
 *
 * <p>A batch is tried as one transaction first, which is what makes thousands of events a second possible. If that
 * fails, each message is applied for each of its handlers by itself, so that a failure is blamed on the right one. Blocks its caller; an
 * interrupt makes it give up, and the messages will be delivered again.
 */
public final class InboxLaneJob {

    private static final Logger LOG = Logger.getLogger(InboxLaneJob.class);

    private final RoutingHandler handlers;
    private final InboxRepository inbox;
    private final DeadLetterRepository deadLetters;
    private final InboxMetrics metrics;
    private final int attemptsMax;
    private final BackOff backOff;

    public InboxLaneJob(
            RoutingHandler handlers,
            InboxRepository inbox,
            DeadLetterRepository deadLetters,
            InboxMetrics metrics,
            BackboneConfig.Inbox config) {
        this.handlers = handlers;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.attemptsMax = config.attempts();
        this.backOff = new BackOff(config.backOff(), config.backOffMax());
    }

    /** Applies these messages; {@code progress} is told what the lane is at. */
    public void apply(List<InboundMessage> messages, LaneProgress progress) throws InterruptedException {
        List<Delivery> deliveries = messages.stream()
                .filter(InboundMessage.Event.class::isInstance)
                .flatMap(message -> handlers.deliveries((InboundMessage.Event) message).stream())
                .toList();
        long ignored = messages.stream()
                .filter(InboundMessage.Ignored.class::isInstance)
                .count();
        boolean clean = messages.stream().noneMatch(InboundMessage.Undecodable.class::isInstance);
        progress.begin("a batch of " + messages.size() + " messages", System.nanoTime());
        if (!clean || !deliveries.isEmpty() && !tryTogether(deliveries)) {
            for (InboundMessage message : messages) {
                applyAlone(message, progress);
            }
        }
        metrics.ignored((int) ignored);
        progress.end();
    }

    private boolean tryTogether(List<Delivery> deliveries) throws InterruptedException {
        return switch (attempt(deliveries)) {
            case Attempt.Applied applied -> true;
            case Attempt.Failed(Failure failure) -> {
                LOG.debugf(
                        "A batch failed and is applied one by one, deliveries=%d: %s",
                        deliveries.size(), failure.cause());
                yield false;
            }
        };
    }

    private void applyAlone(InboundMessage message, LaneProgress progress) throws InterruptedException {
        switch (message) {
            case InboundMessage.Event event -> {
                for (Delivery delivery : handlers.deliveries(event)) {
                    progress.begin(describe(event.message(), delivery.handler().name()), System.nanoTime());
                    applyAlone(delivery, progress);
                }
            }
            case InboundMessage.Undecodable poison -> {
                progress.begin(describe(poison.message(), null), System.nanoTime());
                Instant now = Instant.now();
                deadLetter(DeadLetter.of(poison.message(), null, poison.reason(), now), progress);
            }
            case InboundMessage.Ignored ignored ->
                LOG.tracef("Not wanted here: %s", ignored.message().position());
        }
    }

    private void applyAlone(Delivery delivery, LaneProgress progress) throws InterruptedException {
        int attempts = 0;
        for (int failures = 1; ; failures++) {
            if (!(attempt(List.of(delivery)) instanceof Attempt.Failed(Failure failure))) {
                return;
            }
            switch (FailureVerdict.of(failure, attempts, attemptsMax, failures, backOff)) {
                case FailureVerdict.DeadLetter verdict -> {
                    deadLetter(letter(delivery, verdict.reason(), failure.cause()), progress);
                    return;
                }
                case FailureVerdict.Retry retry -> {
                    attempts = retry.attempts();
                    retryAfter(retry.pause(), failure, delivery.message(), progress);
                }
            }
        }
    }

    private Attempt attempt(List<Delivery> deliveries) throws InterruptedException {
        Attempt attempt = await(inbox.attempt(deliveries));
        if (attempt instanceof Attempt.Applied(List<Delivery> fresh)) {
            metrics.applied(fresh, deliveries.size(), Instant.now());
        }
        return attempt;
    }

    /**
     * Keeps a dead letter however long it takes: until then the message is neither applied nor kept. If its copy for
     * others is what PostgreSQL refuses, the letter is kept without.
     */
    private void deadLetter(DeadLetter letter, LaneProgress progress) throws InterruptedException {
        MessagePosition position = letter.message().position();
        boolean withCopy = true;
        for (int failures = 1; ; failures++) {
            try {
                boolean isNew = await(withCopy ? deadLetters.store(letter) : deadLetters.storeWithoutCopy(letter));
                tell(letter, isNew);
                return;
            } catch (RuntimeException e) {
                Failure failure = await(inbox.failure(e));
                if (withCopy && !failure.isPassing()) {
                    withCopy = false;
                    LOG.errorf(
                            "A dead letter is kept without its copy on %s.dlq, partition=%d offset=%d: %s",
                            position.topic(), position.partition(), position.offset(), failure.cause());
                } else {
                    retryAfter(backOff.afterFailure(failures), failure, letter.message(), progress);
                }
            }
        }
    }

    private void tell(DeadLetter letter, boolean isNew) {
        MessagePosition position = letter.message().position();
        if (isNew) {
            metrics.deadLetter(position.topic());
        }
        DeliverySpans.log(
                letter.message(),
                () -> LOG.errorf(
                        "%s, topic=%s partition=%d offset=%d handler=%s: %s",
                        isNew ? "A message became a dead letter" : "A message came again that is a dead letter already",
                        position.topic(),
                        position.partition(),
                        position.offset(),
                        letter.handler(),
                        letter.reason()));
    }

    /** Pauses; while PostgreSQL does not answer, no connection is spent on trying. */
    private void retryAfter(Duration pause, Failure failure, ReceivedMessage message, LaneProgress progress)
            throws InterruptedException {
        MessagePosition position = message.position();
        metrics.retried();
        progress.trouble(failure.cause().toString());
        DeliverySpans.log(
                message,
                () -> LOG.warnf(
                        "A message could not be applied and is tried again, topic=%s partition=%d offset=%d pauseMs=%d: %s",
                        position.topic(), position.partition(), position.offset(), pause.toMillis(), failure.cause()));
        do {
            Thread.sleep(pause);
        } while (!await(inbox.answers()));
    }

    private static DeadLetter letter(Delivery delivery, String reason, Throwable cause) {
        return DeadLetter.of(delivery.message(), delivery.handler().name(), cause, Instant.now())
                .because(reason);
    }

    private static String describe(ReceivedMessage message, String handler) {
        MessagePosition position = message.position();
        String place =
                "topic=%s partition=%d offset=%d".formatted(position.topic(), position.partition(), position.offset());
        return handler == null ? place : place + " handler=" + handler;
    }

    /** What is awaited here ends by itself: see {@link io.belastbar.backbone.retry.DatabaseClient}. */
    private static <T> T await(Uni<T> outcome) throws InterruptedException {
        try {
            return outcome.await().indefinitely();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("interrupted while PostgreSQL was at work");
            }
            throw e;
        }
    }
}
