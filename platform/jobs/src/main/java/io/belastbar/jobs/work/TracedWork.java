package io.belastbar.jobs.work;

import io.belastbar.jobs.trace.TraceParent;
import io.belastbar.jobs.trace.TracesConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Work in the trace of who asked for it: each attempt is a span, and what it brings about belongs to that. Work that
 * nobody asked for in a trace runs as if there were none.
 */
@Singleton
class TracedWork {

    /** Without traces. */
    static final TracedWork NONE = new TracedWork(OpenTelemetry.noop(), null);

    /** With the words of the metric. */
    private static final String OUTCOME = "belastbar.outcome";

    private final Tracer tracer;
    private final Vertx vertx;

    @Inject
    TracedWork(TracesConfig traces, Vertx vertx) {
        this(traces.traces(), vertx);
    }

    private TracedWork(OpenTelemetry traces, Vertx vertx) {
        this.tracer = traces.getTracer("io.belastbar.jobs");
        this.vertx = vertx;
    }

    /** The same handler, in the trace of each item. */
    <T> WorkHandler<T> of(String queue, WorkHandler<T> handler) {
        return new WorkHandler<>() {
            @Override
            public Outcome handle(HeldWork<T> held) throws InterruptedException {
                return inTrace(queue, held, span -> {
                    Outcome outcome = handler.handle(held);
                    tell(span, outcome);
                    return outcome;
                });
            }

            @Override
            public void givenUp(HeldWork<T> held, String reason) throws InterruptedException {
                inTrace(queue, held, span -> {
                    tell(span, new Outcome.GiveUp(reason));
                    handler.givenUp(held, reason);
                    return null;
                });
            }
        };
    }

    /** What is tried again is no error, unless it is given up in the end. Without the reason, which may hold anything. */
    private static void tell(Span span, Outcome outcome) {
        span.setAttribute(
                OUTCOME,
                switch (outcome) {
                    case Outcome.Done done -> "done";
                    case Outcome.Again again -> "done";
                    case Outcome.Later later -> "postponed";
                    case Outcome.NotYet notYet -> "postponed";
                    case Outcome.GiveUp giveUp -> "given_up";
                });
        if (outcome instanceof Outcome.GiveUp) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    private interface Work<R> {
        R run(Span span) throws InterruptedException;
    }

    private <R> R inTrace(String queue, HeldWork<?> held, Work<R> work) throws InterruptedException {
        Context origin = TraceParent.read(held.traceparent());
        if (vertx == null || !Span.fromContext(origin).getSpanContext().isValid()) {
            return work.run(Span.getInvalid());
        }
        Span span = tracer.spanBuilder("work " + queue)
                .setParent(origin)
                .setSpanKind(SpanKind.CONSUMER)
                .startSpan();
        span.setAttribute("belastbar.queue", queue);
        span.setAttribute("belastbar.attempt", held.attempt());
        // What waits for PostgreSQL goes on in a thread of Vert.x. A context of its own is what both threads see.
        ContextInternal own = (ContextInternal) VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        ContextInternal before = own.beginDispatch();
        Scope scope = origin.with(span).makeCurrent();
        try {
            return work.run(span);
        } catch (InterruptedException | RuntimeException | Error failure) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", failure.getClass().getName());
            throw failure;
        } finally {
            scope.close();
            own.endDispatch(before);
            span.end();
        }
    }
}
