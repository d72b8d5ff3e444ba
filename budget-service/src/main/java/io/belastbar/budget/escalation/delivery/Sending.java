package io.belastbar.budget.escalation.delivery;

import io.belastbar.budget.escalation.channel.Channel;
import io.belastbar.budget.escalation.channel.Delivery;
import io.belastbar.budget.escalation.message.Kind;
import java.time.Duration;
import java.time.Instant;

/**
 * A message that is due, and what became of its escalation meanwhile.
 *
 * @param delivered whether it was delivered before: an alert that fires
 * @param replayed whether somebody wants it sent, whatever became of its escalation
 * @param lastSeenAt when its cause was heard of last
 * @param outdated whether the escalation is told as worse by now
 */
record Sending(
        Delivery delivery,
        boolean delivered,
        boolean replayed,
        Instant lastSeenAt,
        Instant acknowledgedAt,
        boolean outdated) {

    /** Why it needs not be sent; null if it needs to. */
    String moot() {
        if (delivered || replayed || delivery.notice().kind() == Kind.RESOLVED) {
            return null;
        }
        return closedAt() != null && (isAlert() || !isNews())
                ? "it was over before it was sent"
                : outdated && isAlert()
                        ? "told as worse before it was sent"
                        : acknowledgedAt != null ? "acknowledged before it was sent" : null;
    }

    /** What people have not heard yet: that it is over by now takes nothing away from it. */
    private boolean isNews() {
        return delivery.notice().kind() == Kind.FIRST || delivery.notice().kind() == Kind.WORSE;
    }

    boolean isAlert() {
        return delivery.receiver().channel() == Channel.ALERTMANAGER;
    }

    /**
     * When an alert ended; null while it fires. A finding ends when it is closed. What is no finding has no end of its own:
     * it ends when somebody looks after it, or when nothing was heard of it for long.
     *
     * @param forgotten how long is long
     */
    Instant endedAt(Duration forgotten, Instant now) {
        if (closedAt() != null) {
            return closedAt().isAfter(now) ? now : closedAt();
        }
        if (outdated) {
            return now;
        }
        var isFinding = !delivery.notice().cause().number().isEmpty();
        return isFinding || acknowledgedAt == null && now.isBefore(lastSeenAt.plus(forgotten)) ? null : now;
    }

    private Instant closedAt() {
        return delivery.notice().closedAt();
    }
}
