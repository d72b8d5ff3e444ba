package io.belastbar.profiling.setting.rule;

import io.belastbar.profiling.setting.Recommendation;
import io.belastbar.profiling.setting.ServerSetting;
import io.belastbar.profiling.setting.ServerSize;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often everything that was changed is written out. {@code max_wal_size} follows from the WAL that the server wrote:
 * twice what comes in one {@code checkpoint_timeout} (PostgreSQL's manual, 28.5), at least 2GB.
 */
final class CheckpointRule implements SettingRule {
    private static final double MINUTE = 60_000;
    private static final long GB = 1L << 30;
    private static final long WAL_MIN = 2 * GB;
    private static final double FORCED_MAX = 0.1;
    private static final long CHECKPOINTS_MIN = 10;

    @Override
    public Stream<Recommendation> of(ServerState state, ServerSize size) {
        return Stream.of(
                        state.setting("checkpoint_completion_target")
                                .map(current -> Recommendation.within(
                                        current,
                                        0.7,
                                        0.95,
                                        "0.9",
                                        "0.7 – 0.95",
                                        new Sentence(
                                                "Spreads the writes over nine tenths of the interval",
                                                "Verteilt das Schreiben auf neun Zehntel des Abstands"))),
                        state.setting("checkpoint_timeout")
                                .map(
                                        current -> Recommendation.within(
                                                current,
                                                5 * MINUTE,
                                                30 * MINUTE,
                                                "15min",
                                                "5min – 30min",
                                                new Sentence(
                                                        "Seldom enough to write few whole pages into WAL, often enough for a quick recovery",
                                                        "Selten genug für wenige ganze Seiten im WAL, oft genug für eine schnelle Wiederherstellung"))),
                        state.setting("max_wal_size").map(current -> maxWalSize(current, state)),
                        state.setting("min_wal_size").map(current -> minWalSize(current, state)))
                .flatMap(Optional::stream);
    }

    private static Recommendation maxWalSize(ServerSetting current, ServerState state) {
        double timeout = Math.max(5 * MINUTE, state.number("checkpoint_timeout", 5 * MINUTE));
        double perInterval = state.walBytesPerSecond() * timeout / 1000;
        long forced = state.checkpointsForced().forced();
        long all = forced + state.checkpointsForced().timed();
        boolean tooSmall = all >= CHECKPOINTS_MIN && forced > all * FORCED_MAX;
        long needed = (long) Math.max(WAL_MIN, Math.ceil(2 * perInterval / GB) * GB);
        if (tooSmall) {
            needed = Math.max(needed, (long) Math.ceil(2 * current.number() / GB) * GB);
        }
        Sentence reason = new Sentence(
                "%d of %d checkpoints came before their time; on average %s of WAL between two"
                        .formatted(forced, all, MemoryRule.rounded((long) perInterval)),
                "%d von %d Checkpoints kamen vor der Zeit; im Mittel %s WAL zwischen zweien"
                        .formatted(forced, all, MemoryRule.rounded((long) perInterval)));
        boolean enough = !tooSmall && current.number() >= 2 * perInterval;
        return enough
                ? Recommendation.keep(current, ServerSetting.size(needed) + " or more", reason)
                : Recommendation.change(
                        current, ServerSetting.size(needed), ServerSetting.size(needed) + " or more", reason);
    }

    private static Recommendation minWalSize(ServerSetting current, ServerState state) {
        double most = state.number("max_wal_size", GB);
        return Recommendation.within(
                current,
                0,
                most,
                ServerSetting.size((long) (most / 4)),
                "up to max_wal_size",
                new Sentence(
                        "So much WAL is kept to be written over; a quarter of max_wal_size is usual",
                        "So viel WAL bleibt zum Überschreiben stehen; üblich ist ein Viertel von max_wal_size"));
    }
}
