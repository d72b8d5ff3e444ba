package io.belastbar.backbone.envelope;

import io.belastbar.contracts.EventData;
import io.belastbar.contracts.EventType;
import java.net.URI;
import java.time.Instant;

/**
 * An event with its CloudEvents 1.0 attributes.
 *
 * @param id unique within the source; (source, id) is what consumers dedupe on
 * @param source the service that published it, for example {@code /belastbar/budget-service}
 * @param key the Kafka key; events of one key arrive in the order in which they were committed
 * @param time when the event was written to the outbox
 */
public record EventEnvelope(String id, URI source, EventType type, String key, Instant time, EventData data) {}
