package io.belastbar.load.plan;

import io.belastbar.load.scenario.LoadModel.UserStage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How many virtual users are wanted at each instant of a run, in nanoseconds since its start. Linear between the
 * targets, in whole users as in k6's {@code ramping-vus}: a rising user comes when the line reaches its number, a
 * falling one goes when the line has dropped by one whole user. After the last stage nobody is wanted.
 */
public final class UserRamp {

    private record Leg(long start, long end, int from, int to) {

        int usersAt(long time) {
            long span = end - start;
            long moved = Math.abs((long) to - from) * (time - start) / span;
            return (int) (to >= from ? from + moved : from - moved);
        }

        /** When the user of this number is first wanted within this leg, not before {@code time}. */
        OptionalLong firstWanted(int number, long time) {
            long earliest = Math.max(time, start);
            if (earliest >= end) {
                return OptionalLong.empty();
            }
            if (usersAt(earliest) >= number) {
                return OptionalLong.of(earliest);
            }
            if (to < number) {
                return OptionalLong.empty();
            }
            long rise = to - from;
            long reached = start + Math.ceilDiv((number - (long) from) * (end - start), rise);
            return reached < end ? OptionalLong.of(reached) : OptionalLong.empty();
        }
    }

    /** An array, because every start of a request looks here. */
    private final Leg[] legs;

    private final long endNanos;

    public UserRamp(List<UserStage> stages) {
        List<Leg> built = new ArrayList<>();
        long start = 0;
        int from = 0;
        for (UserStage stage : stages) {
            long end = start + stage.duration().toNanos();
            if (end > start) {
                built.add(new Leg(start, end, from, stage.target()));
            }
            start = end;
            from = stage.target();
        }
        this.legs = built.toArray(Leg[]::new);
        this.endNanos = start;
    }

    private UserRamp(List<Leg> legs, long endNanos) {
        this.legs = legs.toArray(Leg[]::new);
        this.endNanos = endNanos;
    }

    /** The same until this time, and from then on so many users until the end. */
    public UserRamp changedAt(long time, int users) {
        List<Leg> changed = new ArrayList<>();
        for (Leg leg : legs) {
            if (leg.end() <= time) {
                changed.add(leg);
            } else if (leg.start() < time) {
                changed.add(new Leg(leg.start(), time, leg.from(), leg.usersAt(time)));
            }
        }
        if (time < endNanos) {
            changed.add(new Leg(time, endNanos, users, users));
        }
        return new UserRamp(changed, endNanos);
    }

    public long endNanos() {
        return endNanos;
    }

    /** Users wanted at this time; zero before the start and from the end on. */
    public int usersAt(long time) {
        for (Leg leg : legs) {
            if (time >= leg.start() && time < leg.end()) {
                return leg.usersAt(time);
            }
        }
        return 0;
    }

    /** Whether the user of this number (from 1) is wanted at this time. */
    public boolean wants(int number, long time) {
        return usersAt(time) >= number;
    }

    /** The first instant from {@code time} on at which the user of this number is wanted; empty if never again. */
    public OptionalLong firstWanted(int number, long time) {
        for (Leg leg : legs) {
            OptionalLong wanted = leg.firstWanted(number, time);
            if (wanted.isPresent()) {
                return wanted;
            }
        }
        return OptionalLong.empty();
    }
}
