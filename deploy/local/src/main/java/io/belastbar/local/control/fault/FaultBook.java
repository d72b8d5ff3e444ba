package io.belastbar.local.control.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which fault is in force at which child, until when, and which have ended. One at a time for each child. A fault that
 * has ended, for whatever reason, is never in force again: its order may have been under way for long and arrive after it
 * was taken back. Pure; time is an argument, and must not go back.
 */
public final class FaultBook {
    /** More than can be under way; the eldest are forgotten. */
    static final int ENDED_MAX = 1000;

    /** Of a fault that was taken back at every child. */
    static final String EVERY_CHILD = "*";

    public enum End {
        TAKEN_BACK,
        EXPIRED,
        /** All children ended with their launcher, and begin anew with the next. */
        LAUNCHER_ENDED
    }

    /** @param ending it is being undone: over for its order, not yet for its child */
    public record InForce(String token, FaultAction action, Instant since, Instant until, boolean ending) {
        private InForce over() {
            return new InForce(token, action, since, until, true);
        }
    }

    public record Ended(String child, String token, End end, Instant at) {}

    /** What is to be done with an order. */
    public sealed interface Answer {
        record Inject(InForce fault) implements Answer {}

        /** It was done before. */
        record Done(InForce fault) implements Answer {}

        record Refused(String why) implements Answer {}
    }

    private final Map<String, InForce> inForce = new LinkedHashMap<>();
    private final Map<String, Ended> ended = new LinkedHashMap<>();

    /** @param wall the time by the wall clock, which the order's {@code notAfter} speaks of */
    Answer put(String child, FaultOrder order, Instant now, Instant wall) {
        InForce present = inForce.get(child);
        if (present != null && !present.token().equals(order.token())) {
            return new Answer.Refused("fault %s is in force here".formatted(present.token()));
        }
        if (present != null && !present.ending()) {
            return present.action() == order.action()
                    ? new Answer.Done(present)
                    : new Answer.Refused("fault %s is in force here as %s"
                            .formatted(present.token(), present.action().word()));
        }
        Optional<Ended> before = endOf(child, order.token());
        if (before.isPresent() || present != null) {
            return new Answer.Refused("fault %s has ended: %s"
                    .formatted(
                            order.token(),
                            before.map(Ended::end).map(End::toString).orElse("being undone")));
        }
        Instant until = now.plus(order.limit());
        if (order.notAfter().isPresent()) {
            Instant notAfter = order.notAfter().get();
            if (!wall.isBefore(notAfter)) {
                return new Answer.Refused("notAfter should be in the future: was " + notAfter);
            }
            Instant latest = now.plus(Duration.between(wall, notAfter));
            until = latest.isBefore(until) ? latest : until;
        }
        var fault = new InForce(order.token(), order.action(), now, until, false);
        inForce.put(child, fault);
        return new Answer.Inject(fault);
    }

    /** From now on an order with this token is refused here, also one that has not come yet. */
    void takeBack(String child, String token, Instant now) {
        end(child, token, End.TAKEN_BACK, now);
    }

    /** The same at every child; returns those at which it was in force. */
    List<String> takeBackEverywhere(String token, Instant now) {
        var where = new ArrayList<String>();
        inForce.forEach((child, fault) -> {
            if (fault.token().equals(token)) {
                where.add(child);
            }
        });
        where.forEach(child -> end(child, token, End.TAKEN_BACK, now));
        remember(new Ended(EVERY_CHILD, token, End.TAKEN_BACK, now));
        return where;
    }

    /** Ends what is over by now; returns the children at which something did. */
    List<String> expire(Instant now) {
        var over = new ArrayList<String>();
        inForce.forEach((child, fault) -> {
            if (!fault.ending() && !now.isBefore(fault.until())) {
                over.add(child);
            }
        });
        over.forEach(child -> end(child, inForce.get(child).token(), End.EXPIRED, now));
        return over;
    }

    /** The child is well again. */
    void undone(String child, String token) {
        inForce.computeIfPresent(child, (name, fault) -> fault.token().equals(token) && fault.ending() ? null : fault);
    }

    /** In force, or being undone. */
    Optional<InForce> at(String child) {
        return Optional.ofNullable(inForce.get(child));
    }

    Map<String, InForce> all() {
        return Map.copyOf(inForce);
    }

    List<Ended> ended() {
        return List.copyOf(ended.values());
    }

    /** The fault that ended last at this child. */
    Optional<Ended> lastAt(String child) {
        return ended.values().stream().filter(end -> end.child().equals(child)).reduce((first, second) -> second);
    }

    /** What an earlier launcher wrote: what was in force then has ended with it. */
    static FaultBook after(Map<String, InForce> inForce, List<Ended> ended, Instant now) {
        var book = new FaultBook();
        ended.forEach(book::remember);
        inForce.forEach((child, fault) -> {
            if (book.endOf(child, fault.token()).isEmpty()) {
                book.remember(new Ended(child, fault.token(), End.LAUNCHER_ENDED, now));
            }
        });
        return book;
    }

    private void end(String child, String token, End end, Instant now) {
        inForce.computeIfPresent(child, (name, fault) -> fault.token().equals(token) ? fault.over() : fault);
        if (endOf(child, token).isEmpty()) {
            remember(new Ended(child, token, end, now));
        }
    }

    private Optional<Ended> endOf(String child, String token) {
        return Optional.ofNullable(ended.getOrDefault(key(child, token), ended.get(key(EVERY_CHILD, token))));
    }

    private void remember(Ended end) {
        ended.putIfAbsent(key(end.child(), end.token()), end);
        if (ended.size() > ENDED_MAX) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    private static String key(String child, String token) {
        return child + " " + token;
    }
}
