package io.belastbar.contracts;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a figure of a subject is called where it has one name: as a label in Prometheus, as a metric in the history.
 *
 * <p>A subject that is named as requirements 2 name a metric ({@code database.connections.utilization}) is that metric, with its
 * statistic if it has one. Every other is its name and its figure: {@code http-etag.hit_ratio}, without the {@code target_} of
 * promises, for what was measured is no target.
 */
public final class SeriesNames {
    private static final String METRIC = "[a-z][a-z0-9_-]*(\\.[A-Za-z0-9_-]+)+";
    private static final String STATISTIC = "_(?=(p\\d+|avg|peak|sustained)$)";

    private SeriesNames() {}

    /**
     * What is measured of what.
     *
     * @param kind of the subject
     * @param metric with {@code target_} or without: {@code target_response_time_p95}
     */
    public record Figure(String kind, String subject, String metric) {

        /** {@code response_time_p95} of {@code target_response_time_p95}. */
        public String text() {
            return metric.replaceFirst("^target_", "");
        }

        /** {@code response_time} of {@code response_time_p95}. */
        public String measure() {
            return text().split(STATISTIC, 2)[0];
        }

        /** {@code p95} of {@code response_time_p95}; empty where the figure is none of a distribution. */
        public Optional<String> statistic() {
            return Stream.of(text().split(STATISTIC, 2)).skip(1).findFirst();
        }

        /** Whether the subject's own name says what is measured: {@code size} of {@code database.size}. */
        public boolean isNamesake() {
            return subject.replace("utilization", "utilisation").endsWith(measure());
        }

        /** The names that it may have, the shortest first; two figures of one subject of one kind differ in the last two. */
        public List<String> names() {
            var whole = subject + "." + text();
            var ofKind = whole + "." + kind.toLowerCase(Locale.ROOT);
            var isMetric = subject.matches(METRIC);
            return isMetric
                    ? List.of(statistic().map(one -> subject + "." + one).orElse(subject), whole, ofKind)
                    : List.of(whole, ofKind);
        }
    }

    /** The subjects of which a figure may have this name. */
    public static Set<String> subjects(String name) {
        var shorter = name.replaceFirst("\\.[^.]*$", "");
        return Set.copyOf(List.of(name, shorter, shorter.replaceFirst("\\.[^.]*$", "")));
    }

    /**
     * Each one's own name, by its place: the first that none before it may have, whatever name that has itself. So a name depends
     * on those that were there before and on nothing that comes or goes later. Empty for one that has none left.
     *
     * @param names that each may have, the one that was there first before all others
     */
    public static <N> List<Optional<N>> distinct(Collection<List<N>> names) {
        Set<N> taken = new HashSet<>();
        return names.stream().map(own -> first(own, taken)).toList();
    }

    private static <N> Optional<N> first(List<N> own, Set<N> taken) {
        var free = own.stream().filter(name -> !taken.contains(name)).findFirst();
        taken.addAll(own);
        return free;
    }
}
