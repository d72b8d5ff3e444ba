package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.objective.PerformanceBudget.Indicator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that is collected for a system: what its measurement sources say, and the queries of its SLOs. Where both measure a
 * figure, the measurement sources do.
 *
 * @param sources what is asked; null if there is nobody to ask
 * @param problems of the SLOs that cannot be measured
 */
record CollectedSources(MeasurementSources sources, List<CollectionOutcome.Problem> problems) {

    static final Duration EVERY = Duration.ofSeconds(30);

    CollectedSources {
        problems = List.copyOf(problems);
    }

    /**
     * Puts them together.
     *
     * @param isServer whether a name is that of a registered web address
     * @return empty if there is nothing to collect
     */
    static Optional<CollectedSources> of(
            Optional<MeasurementSources> own, List<Indicator> indicators, Predicate<String> isServer) {
        var wanted = indicators.stream()
                .filter(indicator -> own.stream()
                        .flatMap(sources -> sources.queries().stream())
                        .noneMatch(query -> query.text().equals(IndicatorQueries.name(indicator))))
                .toList();
        if (own.isEmpty() && wanted.isEmpty()) {
            return Optional.empty();
        }
        var target = own.map(MeasurementSources::target)
                .or(() ->
                        wanted.stream().map(Indicator::source).filter(isServer).findFirst());
        if (target.isEmpty()) {
            return Optional.of(new CollectedSources(
                    null,
                    wanted.stream()
                            .map(indicator -> new CollectionOutcome.Problem(
                                    IndicatorQueries.name(indicator), nobody(indicator.source())))
                            .toList()));
        }
        var elsewhere = wanted.stream()
                .filter(indicator -> isServer.test(indicator.source()))
                .filter(indicator -> !indicator.source().equals(target.get()))
                .toList();
        var asked = IndicatorQueries.of(wanted.stream()
                .filter(indicator -> !elsewhere.contains(indicator))
                .toList());
        var problems = new ArrayList<>(asked.problems());
        elsewhere.forEach(indicator -> problems.add(new CollectionOutcome.Problem(
                IndicatorQueries.name(indicator),
                "is measured by " + indicator.source() + "; the measurements of a system come from one server, here "
                        + target.get())));
        return Optional.of(new CollectedSources(together(own, target.get(), asked.queries()), problems));
    }

    private static MeasurementSources together(
            Optional<MeasurementSources> own, String target, List<SourceQuery> more) {
        return own.map(sources -> new MeasurementSources(
                        sources.target(),
                        sources.credentials(),
                        sources.every(),
                        Stream.concat(sources.queries().stream(), more.stream()).toList()))
                .orElseGet(() -> new MeasurementSources(target, null, EVERY, more));
    }

    private static String nobody(String source) {
        return (source.isEmpty()
                        ? "its SLO names no metric source (metricSourceRef)"
                        : "its metric source " + source + " is not registered")
                + ": register it as a target (belastbar.targets.NAME.url), or name one in measurement-sources.yml (queries: [] will do)";
    }
}
