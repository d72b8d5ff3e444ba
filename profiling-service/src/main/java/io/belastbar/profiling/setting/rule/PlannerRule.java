package io.belastbar.profiling.setting.rule;

import io.belastbar.profiling.setting.Recommendation;
import io.belastbar.profiling.setting.ServerSetting;
import io.belastbar.profiling.setting.ServerSize;
import io.belastbar.profiling.setting.ServerSize.Disk;
import io.belastbar.profiling.setting.ServerState;
import io.belastbar.report.Sentence;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the planner takes reading and computing to cost. Only {@code random_page_cost} and {@code effective_io_concurrency}
 * depend on the disk; the other costs are relative to each other, and are left as they are delivered.
 */
final class PlannerRule implements SettingRule {
    private static final Map<String, Double> DELIVERED = Map.of(
            "seq_page_cost", 1.0,
            "cpu_tuple_cost", 0.01,
            "cpu_index_tuple_cost", 0.005,
            "cpu_operator_cost", 0.0025);
    private static final Sentence NO_DISK = new Sentence(
            "What it is stored on cannot be asked by SQL: say it, ?disk=ssd or ?disk=hdd (1.1 on SSD, 4 on HDD)",
            "Worauf gespeichert wird, ist per SQL nicht zu erfahren: angeben, ?disk=ssd oder ?disk=hdd (1.1 auf SSD, 4 auf HDD)");
    private static final Sentence NO_DISK_AHEAD = new Sentence(
            "What it is stored on cannot be asked by SQL: say it, ?disk=ssd or ?disk=hdd (200 on SSD, 2 on HDD)",
            "Worauf gespeichert wird, ist per SQL nicht zu erfahren: angeben, ?disk=ssd oder ?disk=hdd (200 auf SSD, 2 auf HDD)");

    @Override
    public Stream<Recommendation> of(ServerState state, ServerSize size) {
        Stream<Optional<Recommendation>> disk = Stream.of(
                state.setting("random_page_cost").map(current -> size.disk()
                        .map(kind -> randomPageCost(current, kind))
                        .orElse(Recommendation.unknown(current, NO_DISK))),
                state.setting("effective_io_concurrency").map(current -> size.disk()
                        .map(kind -> ahead(current, kind))
                        .orElse(Recommendation.unknown(current, NO_DISK_AHEAD))));
        Stream<Optional<Recommendation>> costs = DELIVERED.keySet().stream()
                .sorted()
                .map(name -> state.setting(name).map(current -> delivered(current, DELIVERED.get(name))));
        return Stream.concat(
                        Stream.concat(disk, costs),
                        Stream.of(state.setting("jit").map(PlannerRule::jit)))
                .flatMap(Optional::stream);
    }

    private static Recommendation randomPageCost(ServerSetting current, Disk disk) {
        return disk == Disk.SSD
                ? Recommendation.within(
                        current,
                        1,
                        2,
                        "1.1",
                        "1 – 2",
                        new Sentence(
                                "An SSD reads anywhere as fast as in order; 4 keeps the planner from using indexes",
                                "Eine SSD liest verstreut so schnell wie der Reihe nach; 4 hält den Planer von Indizes ab"))
                : Recommendation.within(
                        current,
                        2,
                        8,
                        "4",
                        "2 – 8",
                        new Sentence(
                                "A disk has to seek; 4 already counts on most of it being cached",
                                "Eine Festplatte muss suchen; 4 rechnet schon damit, dass das meiste im Cache liegt"));
    }

    private static Recommendation ahead(ServerSetting current, Disk disk) {
        return disk == Disk.SSD
                ? Recommendation.within(
                        current,
                        16,
                        1000,
                        "200",
                        "16 – 1000",
                        new Sentence(
                                "An SSD answers many reads at once",
                                "Eine SSD beantwortet viele Lesezugriffe zugleich"))
                : Recommendation.within(
                        current,
                        0,
                        16,
                        "2",
                        "0 – 16",
                        new Sentence("One disk, one head", "Eine Festplatte hat einen Kopf"));
    }

    private static Recommendation delivered(ServerSetting current, double value) {
        Sentence reason = new Sentence(
                "Costs are relative to each other; as delivered unless measurements say otherwise",
                "Kosten gelten im Verhältnis zueinander; wie ausgeliefert, solange keine Messung anderes sagt");
        return Recommendation.within(current, value, value, Double.toString(value), Double.toString(value), reason);
    }

    private static Recommendation jit(ServerSetting current) {
        return Recommendation.keep(
                current,
                "on, off",
                new Sentence(
                        "Compiling pays for long reports, and costs short statements: the plans tell whether it took its share",
                        "Übersetzen lohnt bei langen Auswertungen und kostet kurze Anweisungen: ob es Zeit gekostet hat, zeigen die Pläne"));
    }
}
