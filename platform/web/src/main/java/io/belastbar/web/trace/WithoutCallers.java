package io.belastbar.web.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Takes from the span of a request what tells of the caller: its address, and what stands in the query. OpenTelemetry's
 * conventions say {@code REDACTED} for what was there.
 */
@Singleton
public class WithoutCallers implements SpanProcessor {

    private static final String REDACTED = "REDACTED";
    private static final List<AttributeKey<String>> OF_CALLERS = List.of(
            AttributeKey.stringKey("url.query"),
            AttributeKey.stringKey("client.address"),
            AttributeKey.stringKey("network.peer.address"));

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        for (AttributeKey<String> key : OF_CALLERS) {
            if (span.getAttribute(key) != null) {
                span.setAttribute(key, REDACTED);
            }
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // Not required: see below.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
