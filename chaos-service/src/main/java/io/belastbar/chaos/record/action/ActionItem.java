package io.belastbar.chaos.record.action;

import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is to be done after a game day, until a repeat shows that it is done.
 *
 * @param subject which expectation or step showed it; by hand: what is to be done
 * @param plan who does it, until when, and what shows that it is done
 * @param gameDays that showed it, the oldest first
 * @param closed empty while it is open
 */
public record ActionItem(
        UUID id,
        String system,
        String runbook,
        Source source,
        String subject,
        Severity severity,
        Plan plan,
        List<UUID> gameDays,
        Instant openedAt,
        String openedBy,
        Optional<Closed> closed) {

    /** What showed it. */
    public enum Source {
        EXPECTATION,
        STEP,
        STOP_CONDITION,
        UNDOING,
        STEADY_STATE,
        RECOVERY_TIME,
        DATA_LOSS,
        /** A person wrote it. */
        BY_HAND
    }

    /**
     * How it is done.
     *
     * @param owner a role or a person
     * @param due the last day on which it is in time, in the system's zone
     * @param retest the runbook whose repeat closes it
     */
    public record Plan(String owner, LocalDate due, String retest) {}

    /** By which repeat, and when. */
    public record Closed(Instant at, UUID gameDay) {}

    public ActionItem {
        gameDays = List.copyOf(gameDays);
    }

    public boolean isOpen() {
        return closed.isEmpty();
    }

    /** @param today in the system's zone */
    public boolean isOverdue(LocalDate today) {
        return isOpen() && plan.due().isBefore(today);
    }

    /** On how many game days it was seen. */
    public int times() {
        return gameDays.size();
    }

    /** The same as long as the cause is: the register of findings counts by it. */
    public String fingerprint() {
        return switch (source) {
            case BY_HAND -> Fingerprint.of("game-day-action", system, id.toString());
            // That of the finding which is raised as soon as it is seen.
            case STEADY_STATE -> Fingerprint.of("game-day-not-regained", system, runbook);
            default -> Fingerprint.of("game-day", system, runbook, source.name().toLowerCase(Locale.ROOT), subject);
        };
    }

    ActionItem seenOn(UUID gameDay, Severity as) {
        return new ActionItem(
                id,
                system,
                runbook,
                source,
                subject,
                as,
                plan,
                gameDays.contains(gameDay)
                        ? gameDays
                        : Stream.concat(gameDays.stream(), Stream.of(gameDay)).toList(),
                openedAt,
                openedBy,
                Optional.empty());
    }

    ActionItem closedBy(UUID gameDay, Instant at) {
        return new ActionItem(
                id,
                system,
                runbook,
                source,
                subject,
                severity,
                plan,
                gameDays,
                openedAt,
                openedBy,
                Optional.of(new Closed(at, gameDay)));
    }
}
