package io.belastbar.backbone.flow;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.backbone.inbox.PoisonMessage;
import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.GameDayStep;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Writes each event down. What it does with one that has an odd action, the action says. */
@ApplicationScoped
public class LedgerHandler implements EventHandler {

    private static final String INSERT = "INSERT INTO ledger (key, sequence) VALUES ($1, $2)";

    private final Map<String, String> broken = new ConcurrentHashMap<>();
    private final AtomicInteger stumbles = new AtomicInteger();
    private volatile Consumer<EventEnvelope> observer = event -> {};
    private final OutboxRepository outbox;

    LedgerHandler(OutboxRepository outbox) {
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Set<EventType> eventTypes() {
        return Set.of(EventType.GAME_DAY_STEP);
    }

    @Override
    public Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        GameDayStep step = (GameDayStep) event.data();
        observer.accept(event);
        return switch (step.action()) {
            case "poison" -> Uni.createFrom().failure(new PoisonMessage("there is no such game day"));
            case "broken" -> {
                String reason = broken.getOrDefault(step.gameDayId(), "the handler is broken");
                yield reason.isEmpty() ? write(step, transaction) : failure(reason);
            }
            case "tell" ->
                write(step, transaction)
                        .chain(() -> outbox.append(
                                transaction, EventFlow.step(step.gameDayId() + "-told", step.sequence(), "note")));
            case "stumble" -> stumbles.getAndIncrement() == 0 ? failure("once only") : write(step, transaction);
            default -> write(step, transaction);
        };
    }

    /** From now on this key's broken steps are applied. */
    void repair(String key) {
        broken.put(key, "");
    }

    /** From now on this key's broken steps fail for another reason. */
    void breakOtherwise(String key, String reason) {
        broken.put(key, reason);
    }

    public void observe(Consumer<EventEnvelope> everyEvent) {
        observer = everyEvent;
    }

    private static Uni<Void> write(GameDayStep step, SqlConnection transaction) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(step.gameDayId(), step.sequence()))
                .replaceWithVoid();
    }

    private static Uni<Void> failure(String message) {
        return Uni.createFrom().failure(new IllegalStateException(message));
    }
}
