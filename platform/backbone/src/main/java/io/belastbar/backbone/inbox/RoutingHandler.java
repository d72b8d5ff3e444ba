package io.belastbar.backbone.inbox;

import io.belastbar.contracts.EventType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The handlers of this service by the event type that they want. */
@Singleton
public class RoutingHandler {

    private final Map<EventType, List<EventHandler>> byType = new EnumMap<>(EventType.class);

    @Inject
    RoutingHandler(@Any Instance<EventHandler> handlers) {
        this((Iterable<EventHandler>) handlers);
    }

    /** Refuses handlers of the same name: the one would take for applied what the other applied. */
    public RoutingHandler(Iterable<EventHandler> handlers) {
        Set<String> names = new HashSet<>();
        for (EventHandler handler : handlers) {
            String name = handler.name();
            if (name.isBlank() || name.equals(InboxRepository.EVERY_HANDLER) || !names.add(name)) {
                throw new IllegalStateException("a handler's name should be its own and not blank: was " + name);
            }
            handler.eventTypes().forEach(type -> byType.computeIfAbsent(type, key -> new ArrayList<>())
                    .add(handler));
        }
    }

    public boolean isEmpty() {
        return byType.isEmpty();
    }

    public Set<EventType> types() {
        return byType.keySet();
    }

    /** The topics to subscribe to. */
    public Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        types().forEach(type -> topics.add(type.topic().topicName()));
        return topics;
    }

    /** The event's ways to all that want it, one after the other. */
    public List<Delivery> deliveries(InboundMessage.Event received) {
        return byType.getOrDefault(received.event().type(), List.of()).stream()
                .map(handler -> new Delivery(received, handler))
                .toList();
    }
}
