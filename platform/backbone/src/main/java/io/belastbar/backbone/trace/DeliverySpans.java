package io.belastbar.backbone.trace;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.envelope.CloudEventHeaders;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.jobs.trace.TraceParent;
import io.belastbar.jobs.trace.TracesConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A span for each try to apply an event, child of what its message came from. Names and attributes are those of
 * OpenTelemetry's conventions for messaging; a message's key and data are not among them, nor is the text of a failure,
 * which may hold either.
 *
 * <p>Where nothing is traced a message's trace is carried on all the same.
 */
@Singleton
public class DeliverySpans {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    private static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("cloudevents.event_id");
    private static final AttributeKey<String> EVENT_TYPE = AttributeKey.stringKey("cloudevents.event_type");
    private static final AttributeKey<String> HANDLER = AttributeKey.stringKey("belastbar.handler");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final String PROCESS = "process";

    private final Tracer tracer;
    private final String group;

    @Inject
    DeliverySpans(TracesConfig traces, BackboneConfig config) {
        this(traces.traces(), config);
    }

    DeliverySpans(OpenTelemetry traces, BackboneConfig config) {
        this.tracer = traces.getTracer("io.belastbar.backbone");
        this.group = config.consumerGroup();
    }

    /** The trace that a message came from; none for a message without, or with something else in its header. */
    public static Context origin(ReceivedMessage message) {
        return TraceParent.read(message.header(TraceParent.HEADER).orElse(null));
    }

    /** Writes of a message such that the line of the log has its trace. */
    public static void log(ReceivedMessage message, Runnable line) {
        origin(message).wrap(line).run();
    }

    /** For one try to apply some deliveries in one transaction. */
    public Attempted attempt() {
        return new Attempted();
    }

    /** What was begun in one transaction. It ends as the transaction does: what is rolled back was not applied. */
    public final class Attempted {

        private record Begun(Span span, Instant applied) {}

        private final List<Begun> begun = new ArrayList<>();
        private boolean isLastRecorded;

        private Attempted() {}

        /** The turn of a message and a handler begins; what that brings about belongs to this context. */
        public synchronized Context begin(ReceivedMessage message, String handler) {
            Context origin = origin(message);
            Span span = DeliverySpans.this.begin(message, handler, origin);
            isLastRecorded = span.isRecording();
            if (isLastRecorded) {
                begun.add(new Begun(span, null));
            }
            return origin.with(span);
        }

        /** The one whose turn began last has been applied. */
        public synchronized void applied() {
            if (isLastRecorded) {
                begun.set(begun.size() - 1, new Begun(begun.getLast().span(), Instant.now()));
            }
        }

        /** The transaction has ended: with this failure, or null where it was committed. */
        public synchronized void end(Throwable failure) {
            for (Begun one : begun) {
                if (failure != null) {
                    one.span().setStatus(StatusCode.ERROR);
                    one.span().setAttribute(ERROR_TYPE, failure.getClass().getName());
                }
                one.span().end(one.applied() == null ? Instant.now() : one.applied());
            }
            begun.clear();
            isLastRecorded = false;
        }
    }

    private Span begin(ReceivedMessage message, String handler, Context origin) {
        MessagePosition position = message.position();
        Span span = tracer.spanBuilder(PROCESS + " " + position.topic())
                .setParent(origin)
                .setSpanKind(SpanKind.CONSUMER)
                .startSpan();
        if (span.isRecording()) {
            span.setAttribute(SYSTEM, "kafka");
            span.setAttribute(OPERATION, PROCESS);
            span.setAttribute(OPERATION_TYPE, PROCESS);
            span.setAttribute(DESTINATION, position.topic());
            span.setAttribute(PARTITION, Integer.toString(position.partition()));
            span.setAttribute(OFFSET, position.offset());
            span.setAttribute(GROUP, group);
            span.setAttribute(EVENT_ID, message.header(CloudEventHeaders.ID).orElse(""));
            span.setAttribute(EVENT_TYPE, CloudEventHeaders.typeName(message));
            span.setAttribute(HANDLER, handler);
        }
        return span;
    }
}
