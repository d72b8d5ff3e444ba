package io.belastbar.backbone.inbox;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.contracts.EventType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Set;

/**
 * Applies events to this service's own tables. A CDI bean of this type is all that it takes to consume.
 *
 * <p>The effect belongs into the given transaction: the backbone records (source, id, name) in the same one, so that an
 * event takes effect once even if it is delivered twice. What the handler appends to the outbox with this transaction is
 * written at its end. No remote call inside: store a pending row and let a job do it.
 */
public interface EventHandler {

    /**
     * What this handler is called in the database, where it is noted which events it applied: unique within the service,
     * and the same for ever, whatever becomes of the class.
     */
    String name();

    /** The types that this handler applies; the backbone subscribes to their topics. */
    Set<EventType> eventTypes();

    /**
     * Applies one event.
     *
     * <p>A {@link PoisonMessage} sends the message to the dead letters at once. Any other failure is retried: without
     * limit while the database is away, else a few times (see {@code belastbar.backbone.inbox.attempts}).
     */
    Uni<Void> apply(EventEnvelope event, SqlConnection transaction);
}
