package io.belastbar.backbone.inbox;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.contracts.EventType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The handlers of this service by the event type that they want. */
public final class RoutingHandler {

    private final Map<EventType, List<EventHandler>> byType = new EnumMap<>(EventType.class);

    public RoutingHandler(Iterable<EventHandler> handlers) {
        for (EventHandler handler : handlers) {
            handler.eventTypes().forEach(type -> byType.computeIfAbsent(type, key -> new ArrayList<>())
                    .add(handler));
        }
    }

    public boolean isEmpty() {
        return byType.isEmpty();
    }

    Set<EventType> types() {
        return byType.keySet();
    }

    /** The topics to subscribe to. */
    Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        types().forEach(type -> topics.add(type.topic().topicName()));
        return topics;
    }

    /** Lets every handler of the type apply the event, one after the other. */
    Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        List<EventHandler> wanting = byType.getOrDefault(event.type(), List.of());
        if (wanting.size() == 1) {
            return wanting.get(0).apply(event, transaction);
        }
        return Multi.createFrom()
                .iterable(wanting)
                .onItem()
                .transformToUniAndConcatenate(handler -> handler.apply(event, transaction))
                .collect()
                .last();
    }
}
