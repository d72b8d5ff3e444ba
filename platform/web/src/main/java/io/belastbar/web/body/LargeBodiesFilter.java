package io.belastbar.web.body;

import io.belastbar.web.http.EarlyResponses;
import io.belastbar.web.problem.SentTooSlowly;
import io.belastbar.web.problem.Unavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Answers 503 with Retry-After to a large body while others are being read: what is made of a body may take thirty times
 * its bytes, and a heap holds so many. A single one is always read. A body that says that it has up to 64 KiB is never
 * refused; one that does not say counts as the longest that its path takes. Who sends too slowly is answered 408: he
 * would keep the others out.
 */
@ApplicationScoped
class LargeBodiesFilter {
    private static final Logger LOG = Logger.getLogger(LargeBodiesFilter.class);

    // Behind the limit for each body, ahead of everything that reads one.
    private static final int PRIORITY = 95;

    static final long SMALL_BYTES = 64 << 10;
    private static final long HEAP_PARTS = 64;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** Less than any line of today: it is against those who stop, not those who are slow. */
    private static final long LEAST_BYTES_PER_SECOND = 64 << 10;

    private static final String REFUSED = "belastbar.large.bodies.refused";

    private final AtomicLong bytes = new AtomicLong();
    private final BodySizes sizes;
    private final MeterRegistry metrics;
    private final long bytesMax;
    private final Duration patience;
    private final Optional<String> toDisk;

    LargeBodiesFilter(
            BodySizes sizes,
            MeterRegistry metrics,
            @ConfigProperty(name = "belastbar.web.large-bodies-bytes-max") Optional<MemorySize> bytesMax,
            @ConfigProperty(name = "belastbar.web.large-bodies-patience", defaultValue = "2m") Duration patience,
            @ConfigProperty(name = "belastbar.web.bodies-to-disk") Optional<String> toDisk) {
        this.sizes = sizes;
        this.metrics = metrics;
        this.bytesMax = bytesMax.map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / HEAP_PARTS);
        this.patience = patience;
        this.toDisk = toDisk;
        Gauge.builder("belastbar.large.bodies.bytes", bytes, AtomicLong::get).register(metrics);
    }

    void install(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    void admit(RoutingContext context) {
        long sent = sizes.expected(context);
        if (sent <= SMALL_BYTES
                || toDisk.filter(context.normalizedPath()::endsWith).isPresent()) {
            context.next();
        } else if (take(sent)) {
            giveBackAtTheEnd(context, sent);
            context.next();
        } else {
            metrics.counter(REFUSED, "cause", "others").increment();
            EarlyResponses.end(
                    context,
                    new Unavailable(
                            "the reading of large bodies",
                            "others are being read: at most " + bytesMax + " bytes at once, and this body has " + sent,
                            RETRY_AFTER));
        }
    }

    private boolean take(long wanted) {
        long before = bytes.getAndUpdate(taken -> fits(taken, wanted) ? taken + wanted : taken);
        return fits(before, wanted);
    }

    private boolean fits(long taken, long wanted) {
        return taken == 0 || taken + wanted <= bytesMax;
    }

    /** Whoever refuses a body while he reads it takes away the handler of the answer's end, but not that of its body's. */
    private void giveBackAtTheEnd(RoutingContext context, long sent) {
        Duration limit = patience.plusSeconds(sent / LEAST_BYTES_PER_SECOND);
        long timer = context.vertx().setTimer(limit.toMillis(), due -> endIfUnread(context, sent, limit));
        AtomicBoolean given = new AtomicBoolean();
        Runnable giveBack = () -> {
            if (given.compareAndSet(false, true)) {
                context.vertx().cancelTimer(timer);
                bytes.addAndGet(-sent);
            }
        };
        context.addEndHandler(ended -> giveBack.run());
        context.addBodyEndHandler(ended -> giveBack.run());
    }

    private void endIfUnread(RoutingContext context, long sent, Duration limit) {
        long come = context.request().bytesRead();
        // What has come may still wait for us to read it.
        if (come >= sent || context.request().isEnded() || context.response().headWritten()) {
            return;
        }
        LOG.warnf(
                "A body is sent too slowly, path=%s bytes=%d durationMs=%d",
                context.normalizedPath(), come, limit.toMillis());
        metrics.counter(REFUSED, "cause", "slow").increment();
        EarlyResponses.end(
                        context,
                        new SentTooSlowly("a body of this length must come within " + limit.toSeconds() + " s, and "
                                + come + " bytes came"))
                .onComplete(told -> leave(context));
    }

    /** In HTTP/2 others use the connection. */
    private static void leave(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            context.response().reset();
        } else {
            context.request().connection().close();
        }
    }
}
