package io.belastbar.jobs.retry;

import java.util.Optional;
import java.util.Set;

/**
 * What an SQLSTATE says about another attempt (PostgreSQL manual, appendix A: the first two characters are a class).
 *
 * @param code null says nothing
 */
public record SqlState(String code) {

    /** Codes, and classes of them, that speak of the moment. */
    private static final Set<String> PASSING = Set.of(
            "08", // connection
            "25006", // read-only, for example after a failover
            "25P03", // idle in transaction for too long
            "25P04", // the transaction took too long
            "40", // deadlock, serialisation
            "53", // resources
            "55006", // object in use
            "55P03", // lock not available
            "57", // shutdown, cancelled, the statement took too long
            "58"); // system error

    /** Of those, the ones that say that the server is going, coming, full or not reachable. */
    private static final Set<String> AWAY = Set.of(
            "08", // connection
            "25006", // read-only: a standby during a failover
            "53300", // too many connections
            "57P"); // shutdown, crash, cannot connect now, database dropped

    private static final Set<String> NO_SUCH_VALUE =
            Set.of("22001", "22003", "22007", "22008", "22021", "22P02", "22P05");

    private static final Set<String> AT_ODDS = Set.of(
            "23503", // foreign key
            "23505", // unique
            "23P01"); // exclusion

    /** Why a server refuses a value for what it is, so that the same statement will never succeed. */
    public enum Refusal {
        /** A value of no such type. */
        INVALID_VALUE,
        /** At odds with what is stored. */
        CONFLICT
    }

    /** Whether it speaks of the moment, so that the same statement may succeed later. */
    public boolean isPassing() {
        return code != null && code.length() == 5 && PASSING.stream().anyMatch(code::startsWith);
    }

    /** Whether the server itself is away, so that everything else would fail too. */
    public boolean isAway() {
        return code != null && AWAY.stream().anyMatch(code::startsWith);
    }

    /** Empty where the statement is at fault, which is our own doing, or the moment. */
    public Optional<Refusal> refusal() {
        if (code == null) {
            return Optional.empty();
        }
        return NO_SUCH_VALUE.contains(code)
                ? Optional.of(Refusal.INVALID_VALUE)
                : Optional.of(Refusal.CONFLICT).filter(conflict -> AT_ODDS.contains(code));
    }
}
