package io.belastbar.web.problem.mapping;

import io.belastbar.jobs.retry.BrokenConnection;
import io.belastbar.jobs.retry.SqlState;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Recognises that PostgreSQL, Redis or Kafka is away, anywhere in the chain of causes. */
final class OutageMapper {

    private static final int CAUSES_MAX = 10;

    private OutageMapper() {}

    /** What is away, as a noun; empty if the failure is of another kind. */
    static Optional<String> whatIsAway(Throwable failure, List<BackingAddress> addresses) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .map(cause -> recognise(cause, addresses))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The status of an input that PostgreSQL refuses for good; empty if the failure is of another kind. */
    static Optional<Integer> refusal(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .filter(PgException.class::isInstance)
                .map(refused -> new SqlState(((PgException) refused).getSqlState()).refusal())
                .flatMap(Optional::stream)
                .map(refusal -> switch (refusal) {
                    case INVALID_VALUE -> 400;
                    case CONFLICT -> 409;
                })
                .findFirst();
    }

    private static Optional<String> recognise(Throwable failure, List<BackingAddress> addresses) {
        return switch (failure) {
            // Also who lost a deadlock, waited too long for a lock or came while the disk was full did nothing wrong.
            case PgException pg -> Optional.of("PostgreSQL").filter(away -> new SqlState(pg.getSqlState()).isPassing());
            case ClosedConnectionException closed -> Optional.of("PostgreSQL");
            case TimeoutException slow -> Optional.of("a backing service");
            case ConnectException refused -> Optional.of(nameOf(refused, addresses));
            // A server that is killed in the middle of an answer resets its connections.
            case Throwable broken when BrokenConnection.is(broken) -> Optional.of("a backing service");
            case VertxException vertx -> recogniseText(vertx);
            default -> recogniseName(failure);
        };
    }

    private static String nameOf(ConnectException refused, List<BackingAddress> addresses) {
        return addresses.stream()
                .filter(address -> address.isIn(refused.getMessage()))
                .map(BackingAddress::name)
                .findFirst()
                .orElse("a backing service");
    }

    private static Optional<String> recogniseText(VertxException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("connection") || message.contains("closed") || message.contains("timeout")
                ? Optional.of("a backing service")
                : Optional.empty();
    }

    // By name, where the class is private to its library or the library is not on every class path.
    private static Optional<String> recogniseName(Throwable failure) {
        String name = failure.getClass().getName();
        String message = String.valueOf(failure.getMessage());
        if (name.equals("org.apache.kafka.common.errors.TimeoutException")
                || name.equals("org.apache.kafka.common.errors.DisconnectException")
                || name.equals("org.apache.kafka.common.errors.NetworkException")) {
            return Optional.of("Kafka");
        }
        // The pools of Vert.x 4 report "Timeout" and "Connection closed" with these.
        boolean vertxText = name.equals("io.vertx.core.impl.NoStackTraceThrowable")
                || name.equals("io.vertx.core.http.ConnectionPoolTooBusyException")
                || name.equals("io.vertx.core.impl.NoStackTraceTimeoutException")
                || name.equals("io.vertx.redis.client.impl.types.ErrorType");
        boolean away =
                message.equals("Timeout") || message.contains("CONNECTION_CLOSED") || message.contains("onnection");
        return vertxText && away ? Optional.of("a backing service") : Optional.empty();
    }
}
