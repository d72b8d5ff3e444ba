package io.belastbar.local.progress;

import java.util.function.BiConsumer;

/** Puts the lines of a server-sent event stream together (WHATWG HTML, section 9.2.6). */
final class EventReader {
    private final BiConsumer<String, String> events;
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private String lastId;
    private String id;

    /** @param events takes an event's name and its data */
    EventReader(BiConsumer<String, String> events) {
        this.events = events;
    }

    /** Of the last event that was complete; null before the first. */
    String lastId() {
        return lastId;
    }

    /** A new connection begins with a new event. */
    void reset() {
        name = "";
        id = lastId;
        data.setLength(0);
    }

    void line(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (!line.startsWith(":")) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            field(field, value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void field(String field, String value) {
        switch (field) {
            case "event" -> name = value;
            case "id" -> id = value;
            case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
            default -> {
                // The specification: a field with another name is ignored.
            }
        }
    }

    private void dispatch() {
        lastId = id;
        if (!data.isEmpty()) {
            events.accept(name, data.toString());
        }
        reset();
    }
}
