package io.belastbar.jobs.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fire times of a cron expression (UNIX, five fields: minute, hour, day of month, month, day of week; if both days
 * are restricted, either suffices) in a time zone. Each local time fires once: one that the clock skips in spring fires
 * when the clock has skipped it, together with others that are skipped; one that the clock shows twice in autumn fires
 * the first time.
 */
public final class CronTimes {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    private static final int LOOKS_MAX = 1_500;
    private static final Duration LOOK_AHEAD = Duration.ofDays(400);

    private final ExecutionTime local;
    private final ZoneId zone;

    private CronTimes(ExecutionTime local, ZoneId zone) {
        this.local = local;
        this.zone = zone;
    }

    /** @throws IllegalArgumentException whose message says what is wrong with the expression */
    public static CronTimes of(String cron, ZoneId zone) {
        return new CronTimes(ExecutionTime.forCron(PARSER.parse(cron).validate()), zone);
    }

    /** The first fire time later than this; empty if there is none. */
    public Optional<Instant> after(Instant instant) {
        Optional<LocalDateTime> next = localAfter(LocalDateTime.ofInstant(instant, zone));
        while (next.isPresent()) {
            Instant fires = instant(next.get());
            if (fires.isAfter(instant)) {
                return Optional.of(fires);
            }
            next = localAfter(next.get());
        }
        return Optional.empty();
    }

    /** The next fire times later than this, in their order. */
    public List<Instant> after(Instant instant, int count) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = after(instant);
        while (next.isPresent() && times.size() < count) {
            times.add(next.get());
            next = after(next.get());
        }
        return times;
    }

    /**
     * The shortest time by the clock on the wall between two of the fire times of the next 400 days, of which it looks at
     * 1,500; empty if there are not two.
     */
    public Optional<Duration> shortestInterval(Instant from) {
        LocalDateTime begin = LocalDateTime.ofInstant(from, zone);
        Optional<LocalDateTime> before = localAfter(begin);
        Duration shortest = null;
        for (int looks = 0; before.isPresent() && looks < LOOKS_MAX; looks++) {
            Optional<LocalDateTime> next = localAfter(before.get());
            if (next.isEmpty() || next.get().isAfter(begin.plus(LOOK_AHEAD))) {
                break;
            }
            Duration interval = Duration.between(before.get(), next.get());
            shortest = shortest == null || interval.compareTo(shortest) < 0 ? interval : shortest;
            before = next;
        }
        return Optional.ofNullable(shortest);
    }

    /** The expression knows nothing of zones: UTC has neither gaps nor overlaps. */
    private Optional<LocalDateTime> localAfter(LocalDateTime time) {
        return local.nextExecution(time.atZone(ZoneOffset.UTC)).map(next -> next.toLocalDateTime());
    }

    private Instant instant(LocalDateTime time) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        // Of two valid offsets this is the earlier one's, i.e. summer time's.
        return time.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
