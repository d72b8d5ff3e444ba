package io.belastbar.jobs.retry;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Tells a failure of the moment from a failure of the item at hand. A queue waits for the first; the second is the end
 * of that item, whatever comes behind it goes on.
 */
public final class FailureMapper {
    private static final int CAUSES_MAX = 10;
    private static final int REASON_MAX = 500;

    private FailureMapper() {}

    /** Whether PostgreSQL is away, too slow or at odds with another transaction, so that the item may succeed later. */
    public static boolean isPassing(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .anyMatch(FailureMapper::speaksOfTheMoment);
    }

    /** The failure in words that every column can hold: of one line and bounded length. */
    public static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(line.length(), REASON_MAX));
    }

    private static boolean speaksOfTheMoment(Throwable failure) {
        return switch (failure) {
            case PgException refused -> new SqlState(refused.getSqlState()).isPassing();
            case VertxException connection -> true;
            // The client says the same of a closed connection and of a parameter of the wrong type; some begin with the
            // word.
            case NoStackTraceThrowable text -> String.valueOf(text.getMessage()).contains("onnection");
            case TimeoutException slow -> true;
            default -> BrokenConnection.is(failure);
        };
    }
}
