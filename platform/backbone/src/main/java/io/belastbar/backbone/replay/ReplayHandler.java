package io.belastbar.backbone.replay;

import io.belastbar.backbone.deadletter.DeadLetter;
import io.belastbar.backbone.deadletter.DeadLetterRepository;
import io.belastbar.backbone.deadletter.KeptLetter;
import io.belastbar.backbone.inbox.Attempt;
import io.belastbar.backbone.inbox.Delivery;
import io.belastbar.backbone.inbox.FailureVerdict.Failure;
import io.belastbar.backbone.inbox.InboundMessage;
import io.belastbar.backbone.inbox.InboxMetrics;
import io.belastbar.backbone.inbox.InboxRepository;
import io.belastbar.backbone.inbox.RoutingHandler;
import io.belastbar.backbone.replay.Replay.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Applies a dead letter here and nowhere else, once.
 *
 * <p>It goes the way of every event, through the inbox, which remembers what was applied. So it does not matter how old
 * the letter is, how often it is replayed, or whether the event has arrived again meanwhile. Blocks its caller.
 */
@ApplicationScoped
public class ReplayHandler {

    private final DeadLetterRepository letters;
    private final InboxRepository inbox;
    private final RoutingHandler handlers;
    private final InboxMetrics metrics;

    ReplayHandler(DeadLetterRepository letters, InboxRepository inbox, RoutingHandler handlers, InboxMetrics metrics) {
        this.letters = letters;
        this.inbox = inbox;
        this.handlers = handlers;
        this.metrics = metrics;
    }

    /** Replays the letter of this id, in the name of this principal. */
    public Replay replay(long id, String principal) {
        if (!await(inbox.answers())) {
            return new Replay(Outcome.DATABASE_AWAY, "PostgreSQL does not answer");
        }
        try {
            return replayOnce(id, principal);
        } catch (RuntimeException e) {
            Failure failure = await(inbox.failure(e));
            if (failure.isPassing()) {
                return new Replay(Outcome.DATABASE_AWAY, failure.cause().toString());
            }
            throw e;
        }
    }

    private Replay replayOnce(long id, String principal) {
        Optional<KeptLetter> found = await(letters.find(id));
        if (found.isEmpty()) {
            return Replay.of(Outcome.UNKNOWN);
        }
        KeptLetter letter = found.get();
        if (letter.replayed()) {
            return new Replay(Outcome.REPLAYED_BEFORE, "it was replayed before, and takes effect once");
        }
        return switch (InboundMessage.of(letter.message(), handlers.types())) {
            case InboundMessage.Event event -> apply(letter, wanting(letter, event), principal);
            case InboundMessage.Ignored ignored -> Replay.of(Outcome.NOT_WANTED);
            case InboundMessage.Undecodable unreadable -> failed(letter, letter.handler(), unreadable.reason());
        };
    }

    /** A letter of one handler is for that one; what nobody could read is for all that want it. */
    private List<Delivery> wanting(KeptLetter letter, InboundMessage.Event event) {
        return handlers.deliveries(event).stream()
                .filter(delivery -> letter.handler() == null
                        || letter.handler().equals(delivery.handler().name()))
                .toList();
    }

    private Replay apply(KeptLetter letter, List<Delivery> deliveries, String principal) {
        if (deliveries.isEmpty()) {
            return new Replay(Outcome.NOT_WANTED, "no handler of this service applies it");
        }
        Outcome outcome = Outcome.ALREADY_APPLIED;
        for (Delivery delivery : deliveries) {
            switch (await(inbox.attempt(List.of(delivery)))) {
                case Attempt.Applied(List<Delivery> fresh) -> {
                    metrics.applied(fresh, 1, Instant.now());
                    outcome = fresh.isEmpty() ? outcome : Outcome.APPLIED;
                }
                case Attempt.Failed(Failure failure)
                when failure.isPassing() -> {
                    return new Replay(Outcome.DATABASE_AWAY, failure.cause().toString());
                }
                case Attempt.Failed(Failure failure) -> {
                    return failed(letter, delivery.handler().name(), failure.cause());
                }
            }
        }
        await(letters.markReplayed(letter.id(), principal));
        return Replay.of(outcome);
    }

    private Replay failed(KeptLetter letter, String handler, Throwable cause) {
        DeadLetter again = DeadLetter.of(letter.message(), handler, cause, Instant.now());
        await(letters.markFailed(letter.id(), again));
        return new Replay(Outcome.FAILED_AGAIN, again.reason());
    }

    /** What is awaited here ends by itself: see {@link io.belastbar.backbone.retry.DatabaseClient}. */
    private static <T> T await(Uni<T> outcome) {
        return outcome.await().indefinitely();
    }
}
