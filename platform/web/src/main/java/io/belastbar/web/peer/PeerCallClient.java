package io.belastbar.web.peer;

import io.belastbar.jobs.trace.TraceParent;
import io.belastbar.jobs.trace.TracesConfig;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.outbound.OutboundClient;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;

/**
 * One call to another of our services: in a trace it is a span of it, and the peer's answer belongs to that. Servers of
 * others are called without: no header tells them of our traces.
 */
@ApplicationScoped
public class PeerCallClient {

    private static final int FIRST_ERROR = 400;

    private final OutboundClient http;
    private final Tracer tracer;

    @Inject
    PeerCallClient(OutboundClient http, TracesConfig traces) {
        this(http, traces.traces());
    }

    PeerCallClient(OutboundClient http, OpenTelemetry traces) {
        this.http = http;
        this.tracer = traces.getTracer("io.belastbar.web");
    }

    /** The answer; see {@link OutboundClient#send}. */
    HttpAnswer send(String peer, URI base, HttpCall call) throws IOException, InterruptedException {
        Context asked = Context.current();
        if (!Span.fromContext(asked).getSpanContext().isValid()) {
            return http.send(base, call);
        }
        Span span = begin(peer, base, call, asked);
        String traceparent = TraceParent.of(asked.with(span)).orElseThrow();
        try {
            HttpAnswer answer = http.send(base, call.header(TraceParent.HEADER, traceparent));
            span.setAttribute("http.response.status_code", answer.status());
            if (answer.status() >= FIRST_ERROR) {
                failed(span, Integer.toString(answer.status()));
            }
            return answer;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            failed(span, failure.getClass().getName());
            throw failure;
        } finally {
            span.end();
        }
    }

    /** Without the query: what is asked for may stand in it. */
    private Span begin(String peer, URI base, HttpCall call, Context asked) {
        Span span = tracer.spanBuilder(call.method())
                .setParent(asked)
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        if (span.isRecording()) {
            span.setAttribute("http.request.method", call.method());
            span.setAttribute("peer.service", peer);
            span.setAttribute("server.address", base.getHost());
            span.setAttribute("server.port", base.getPort());
            span.setAttribute(
                    "url.full",
                    base.getScheme() + "://" + base.getAuthority() + call.path().replaceFirst("\\?.*", ""));
        }
        return span;
    }

    private static void failed(Span span, String kind) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute("error.type", kind);
    }
}
