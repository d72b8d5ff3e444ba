package io.belastbar.profiling.index.catalogue;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a database has counted, and what it cannot have counted.
 *
 * @param since when counting began at the latest; where it was never reset, the server's start
 * @param reset whether somebody, or a crash, reset it then
 * @param counts whether the server counts at all
 * @param commitTimes whether it keeps when transactions were committed
 * @param standby whether this server itself is a standby: the primary's reads are not counted here
 * @param standbys servers that follow this one: what they read is not counted here
 * @param writing at most so many transactions took a number since
 */
public record StatisticsAge(
        Instant since,
        boolean reset,
        boolean counts,
        boolean commitTimes,
        boolean standby,
        long standbys,
        double writing) {

    public static StatisticsAge read(TargetSession session) {
        TargetRow row = session.rows(IndexQueries.STATISTICS).getFirst();
        boolean reset = !row.isNull("stats_reset");
        return new StatisticsAge(
                row.instant(reset ? "stats_reset" : "started"),
                reset,
                row.truth("counts"),
                row.truth("commit_times"),
                row.truth("standby"),
                row.whole("standbys"),
                row.number("writing"));
    }

    public Duration until(Instant now) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /**
     * For how long at least an index has been counted. The catalogue does not say when it was made. Its row's transaction
     * number does: no more than {@link #writing} numbers were taken since counting began, so an index that is older than
     * so many was there all the time, and one of half as many, at an even rate, for half of it.
     */
    public Duration observed(CatalogueIndex index, Instant now) {
        Duration age = until(now);
        if (index.made().isPresent()) {
            Duration own = Duration.between(index.made().get(), now);
            return own.compareTo(age) < 0 ? own : age;
        }
        double share = writing <= 0 ? 1 : Math.min(1, index.use().age() / writing);
        return Duration.ofMillis((long) (age.toMillis() * share));
    }

    /** Whether other servers read what is not counted here. */
    public boolean seesAllReads() {
        return !standby && standbys == 0;
    }
}
