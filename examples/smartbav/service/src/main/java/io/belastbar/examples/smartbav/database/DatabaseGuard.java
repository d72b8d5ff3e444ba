package io.belastbar.examples.smartbav.database;

import io.belastbar.examples.smartbav.problem.DatabaseOutage;
import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.faulttolerance.breaker.BreakerGuard;
import io.belastbar.faulttolerance.breaker.BreakerOpen;
import io.belastbar.faulttolerance.breaker.GuardRegistry;
import io.belastbar.faulttolerance.breaker.NotAFailure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * The circuit breaker {@code smartbav-db} around calls of the database. What counts is that the database is away: no
 * connection, no answer in time, an SQLSTATE that says so. That it said no to a statement is an answer.
 */
@ApplicationScoped
public class DatabaseGuard {
    private static final String BREAKER = "smartbav-db";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final BreakerGuard breaker;

    DatabaseGuard(GuardRegistry breakers) {
        this.breaker = breakers.named(BREAKER);
    }

    /** The database answered, and its answer was a failure; the breaker sees a success. */
    private static final class Answered extends RuntimeException implements NotAFailure {
        Answered(Throwable failure) {
            super(null, failure, false, false);
        }
    }

    /** Fails with {@link Failure.Unavailable} when the database is away, or was a moment ago; else as the work does. */
    public <T> Uni<T> call(Supplier<Uni<T>> work) {
        return breaker.call(
                        () -> work.get().onFailure(failure -> !isAway(failure)).transform(Answered::new))
                .onFailure(Answered.class)
                .transform(Throwable::getCause)
                .onFailure(DatabaseGuard::isAway)
                .transform(DatabaseGuard::unavailable);
    }

    /**
     * A check to be made when a call gets its connection. Who waited for one until the breaker gave up has been told
     * that nothing was done, and nothing may be done any more.
     */
    public Supplier<Uni<Void>> stillWanted() {
        long begun = System.nanoTime();
        return () -> System.nanoTime() - begun < breaker.policy().timeout().toNanos()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new Failure.Unavailable("the database", RETRY_AFTER));
    }

    /** Whether it says that the database cannot be reached, or may not be written to, now. */
    public static boolean isAway(Throwable failure) {
        return switch (failure) {
            case PgException refused -> DatabaseOutage.isOutage(refused.getSqlState());
            case BreakerOpen rests -> true;
            case TimeoutException slow -> true;
            case Failure.Unavailable away -> true;
            case IOException connection -> true;
            case VertxException connection -> true;
            // The client says the same of a closed connection and of a parameter of the wrong type.
            case NoStackTraceThrowable text -> String.valueOf(text.getMessage()).contains("onnection");
            default -> false;
        };
    }

    private static Throwable unavailable(Throwable failure) {
        return switch (failure) {
            case Failure.Unavailable known -> known;
            case BreakerOpen rests -> new Failure.Unavailable("the database", rests.retryAfter());
            default -> new Failure.Unavailable("the database", RETRY_AFTER);
        };
    }
}
