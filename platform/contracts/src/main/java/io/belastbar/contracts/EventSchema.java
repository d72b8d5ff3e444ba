package io.belastbar.contracts;

import java.io.InputStream;

/** The JSON Schemas (2020-12) and golden samples of the events, as resources of this jar. */
public final class EventSchema {

    private EventSchema() {}

    /** The schema of the event's data. The caller closes the stream. */
    public static InputStream of(EventType type) {
        return open("/schemas/" + type.typeName() + ".json");
    }

    /** A sample of the event's data that every producer writes and every consumer reads. The caller closes the stream. */
    public static InputStream sampleOf(EventType type) {
        return open("/samples/" + type.typeName() + ".json");
    }

    private static InputStream open(String resource) {
        InputStream stream = EventSchema.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("the contracts lack the resource " + resource);
        }
        return stream;
    }
}
