package io.belastbar.profiling.setting.rule;

import io.belastbar.profiling.setting.Recommendation;
import io.belastbar.profiling.setting.ServerSetting;
import io.belastbar.profiling.setting.ServerSize;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.Optional;
import java.util.stream.Stream;

/** How many may connect. Each connection is a process; from some hundreds on a pool in between serves them better. */
final class ConnectionRule implements SettingRule {
    private static final double SPARE = 1.2;
    private static final int MANY = 500;

    @Override
    public Stream<Recommendation> of(ServerState state, ServerSize size) {
        return state.setting("max_connections").stream().map(current -> size.connections()
                .map(connections -> known(current, connections, state))
                .orElseGet(() -> unknown(current, state)));
    }

    private static Recommendation known(ServerSetting current, int connections, ServerState state) {
        double reserved = state.number("superuser_reserved_connections", 3) + state.number("reserved_connections", 0);
        long needed = (long) Math.ceil((connections * SPARE + reserved) / 10) * 10;
        String pool = connections > MANY ? "; put a pool in between, such as PgBouncer" : "";
        String german = connections > MANY ? "; einen Pool dazwischen setzen, etwa PgBouncer" : "";
        return Recommendation.within(
                current,
                connections + reserved,
                Math.max(100, needed * 4.0),
                Long.toString(needed),
                (long) (connections + reserved) + " – " + Math.max(100, needed * 4),
                new Sentence(
                        "%d connections of the applications and %.0f reserved, a fifth to spare%s"
                                .formatted(connections, reserved, pool),
                        "%d Verbindungen der Anwendungen und %.0f reservierte, ein Fünftel Reserve%s"
                                .formatted(connections, reserved, german)));
    }

    /** Only what is certain: that it is nearly used up now. */
    private static Recommendation unknown(ServerSetting current, ServerState state) {
        long used = state.connections();
        Optional<Sentence> full = used >= current.number() * 0.8
                ? Optional.of(new Sentence(
                        "%d of %s connections are taken now".formatted(used, current.value()),
                        "%d von %s Verbindungen sind jetzt belegt".formatted(used, current.value())))
                : Optional.empty();
        return Recommendation.unknown(
                current,
                full.orElse(new Sentence(
                        "How many connections the applications open at most is not known: say it, for example ?connections=120; now there are %d"
                                .formatted(used),
                        "Wie viele Verbindungen die Anwendungen höchstens öffnen, ist nicht bekannt: angeben, zum Beispiel ?connections=120; jetzt sind es %d"
                                .formatted(used))));
    }
}
