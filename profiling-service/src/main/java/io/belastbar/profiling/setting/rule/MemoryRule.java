package io.belastbar.profiling.setting.rule;

import io.belastbar.profiling.setting.Recommendation;
import io.belastbar.profiling.setting.ServerSetting;
import io.belastbar.profiling.setting.ServerSize;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How memory is shared. {@code shared_buffers} and {@code effective_cache_size}: PostgreSQL's manual, 19.4 and 19.7
 * ("25 % of the memory"; "what is left for the cache of the operating system"). {@code work_mem}: what is left, shared by
 * all connections, each with up to three sorts or hashes at a time.
 */
final class MemoryRule implements SettingRule {
    private static final long MB = 1L << 20;
    private static final int SORTS = 3;
    private static final long WORK_MEM_MIN = 4 * MB;
    private static final long WORK_MEM_MAX = 256 * MB;
    private static final long MAINTENANCE_MIN = 64 * MB;
    private static final long MAINTENANCE_MAX = 2048 * MB;
    private static final Sentence NO_MEMORY = new Sentence(
            "The server's memory cannot be asked by SQL: say it, for example ?memory=128GB",
            "Der Arbeitsspeicher des Servers ist per SQL nicht zu erfahren: angeben, zum Beispiel ?memory=128GB");

    @Override
    public Stream<Recommendation> of(ServerState state, ServerSize size) {
        Optional<Long> memory = size.memoryBytes();
        return Stream.of(
                        state.setting("shared_buffers")
                                .map(current -> memory.map(bytes -> sharedBuffers(current, bytes))
                                        .orElse(Recommendation.unknown(current, NO_MEMORY))),
                        state.setting("effective_cache_size").map(current -> memory.map(bytes -> cache(current, bytes))
                                .orElse(Recommendation.unknown(current, NO_MEMORY))),
                        state.setting("work_mem")
                                .map(current -> memory.map(bytes -> workMem(current, bytes, state, size))
                                        .orElse(Recommendation.unknown(current, NO_MEMORY))),
                        state.setting("maintenance_work_mem")
                                .map(current -> memory.map(bytes -> maintenance(current, bytes, state))
                                        .orElse(Recommendation.unknown(current, NO_MEMORY))),
                        state.setting("wal_buffers").map(current -> walBuffers(current, state)))
                .flatMap(Optional::stream);
    }

    private static Recommendation sharedBuffers(ServerSetting current, long memory) {
        return Recommendation.within(
                current,
                memory * 0.2,
                memory * 0.4,
                rounded(memory / 4),
                rounded(memory / 5) + " – " + rounded(memory * 2 / 5),
                new Sentence(
                        "A quarter of the memory; more than 40 % leaves the operating system too little",
                        "Ein Viertel des Arbeitsspeichers; über 40 % bleibt dem Betriebssystem zu wenig"));
    }

    private static Recommendation cache(ServerSetting current, long memory) {
        return Recommendation.within(
                current,
                memory * 0.5,
                memory * 0.85,
                rounded(memory / 4 * 3),
                rounded(memory / 2) + " – " + rounded(memory / 20 * 17),
                new Sentence(
                        "Three quarters of the memory; it reserves nothing, the planner only counts on it",
                        "Drei Viertel des Arbeitsspeichers; reserviert nichts, der Planer rechnet nur damit"));
    }

    private static Recommendation workMem(ServerSetting current, long memory, ServerState state, ServerSize size) {
        long connections = size.connections().map(Long::valueOf).orElse((long) state.number("max_connections", 100));
        double buffers = memory / 4.0;
        double share = (memory - buffers) / (connections * (double) SORTS);
        long best = (long) Math.max(WORK_MEM_MIN, Math.min(WORK_MEM_MAX, share));
        String from = size.connections().isPresent() ? "" : " (max_connections)";
        return Recommendation.within(
                current,
                Math.min(WORK_MEM_MIN, best),
                Math.max(WORK_MEM_MIN, share),
                rounded(best),
                "4MB – " + rounded(best),
                new Sentence(
                        "What shared_buffers leaves, for %d connections%s with %d sorts or hashes each; %s spilled to files so far"
                                .formatted(connections, from, SORTS, ServerSetting.size(state.temporaryBytes())),
                        "Was shared_buffers übrig lässt, für %d Verbindungen%s mit je %d Sortierungen oder Hashes; bisher %s in Dateien ausgelagert"
                                .formatted(connections, from, SORTS, ServerSetting.size(state.temporaryBytes()))));
    }

    private static Recommendation maintenance(ServerSetting current, long memory, ServerState state) {
        long best = Math.max(MAINTENANCE_MIN, Math.min(MAINTENANCE_MAX, memory / 16));
        double workers = state.number("autovacuum_max_workers", 3);
        return Recommendation.within(
                current,
                best / 4.0,
                Math.max(best, memory / 8.0 / workers),
                rounded(best),
                rounded(best / 4) + " – " + rounded(best),
                new Sentence(
                        "A sixteenth of the memory, at most 2GB; each of %.0f autovacuum workers may take it"
                                .formatted(workers),
                        "Ein Sechzehntel des Arbeitsspeichers, höchstens 2GB; jeder von %.0f Autovacuum-Prozessen darf es belegen"
                                .formatted(workers)));
    }

    private static Recommendation walBuffers(ServerSetting current, ServerState state) {
        double needed = Math.min(16.0 * MB, state.number("shared_buffers", 128.0 * MB) / 32);
        return Recommendation.within(
                current,
                Math.min(needed, 64L << 10),
                Double.MAX_VALUE,
                "-1",
                "-1, 16MB",
                new Sentence(
                        "-1 takes a 32nd of shared_buffers, at most 16MB: enough",
                        "-1 nimmt ein Zweiunddreißigstel von shared_buffers, höchstens 16MB: das genügt"));
    }

    /** Down to two digits of its unit, so that the file reads well. */
    static String rounded(long bytes) {
        long unit = bytes >= 16L << 30 ? 1L << 30 : bytes >= 16 * MB ? MB : 1L << 10;
        return ServerSetting.size(Math.max(unit, bytes / unit * unit));
    }
}
