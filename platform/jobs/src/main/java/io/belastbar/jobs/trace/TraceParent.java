package io.belastbar.jobs.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/**
 * Which trace something belongs to, as text: W3C Trace Context, section 3.2, {@code traceparent}. The one form in which it
 * leaves a request: as a header of HTTP and of Kafka, and in a row that waits.
 *
 * <p>What others sent is read without ever failing: what is not such a text belongs to no trace.
 */
public final class TraceParent {

    /** The name of the header, in HTTP and in Kafka. */
    public static final String HEADER = "traceparent";

    /** Ours has 55; a later version of the format may have more, but nobody needs that much. */
    private static final int CHARACTERS_MAX = 256;

    private static final TextMapGetter<String> ITSELF = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String text) {
            return List.of(HEADER);
        }

        @Override
        public String get(String text, String key) {
            return HEADER.equals(key) ? text : null;
        }
    };

    private TraceParent() {}

    /** What is under way now; empty where nothing is traced. */
    public static Optional<String> current() {
        return of(Context.current());
    }

    /** In which trace a transaction is at work: its own, else what is under way now; null where nothing is traced. */
    public static String of(SqlConnection transaction) {
        return transaction instanceof TracedTransaction traced && traced.traceparent() != null
                ? traced.traceparent()
                : current().orElse(null);
    }

    /** The trace of this context; empty where there is none. */
    public static Optional<String> of(Context context) {
        SpanContext span = Span.fromContext(context).getSpanContext();
        return span.isValid()
                ? Optional.of("00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex())
                : Optional.empty();
    }

    /** The context that a text tells of; none of a trace for null and for what is no {@code traceparent}. */
    public static Context read(String text) {
        if (text == null || text.length() > CHARACTERS_MAX) {
            return Context.root();
        }
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), text, ITSELF);
    }
}
