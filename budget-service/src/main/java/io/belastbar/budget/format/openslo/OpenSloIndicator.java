package io.belastbar.budget.format.openslo;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget.Indicator;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queries of an SLI. */
final class OpenSloIndicator {

    private static final List<String> PARTS = List.of("good", "bad", "total");

    private final OpenSloFile file;
    private final ErrorCollector errors;
    private final Map<String, String> queries = new HashMap<>();
    private String type = "";
    private String source = "";

    private OpenSloIndicator(OpenSloFile file, ErrorCollector errors) {
        this.file = file;
        this.errors = errors;
    }

    /** Empty if the SLI has no query as a text. */
    static Optional<Indicator> of(
            DocumentNode sli, Objective objective, String unit, OpenSloFile file, ErrorCollector errors) {
        var read = new OpenSloIndicator(file, errors);
        sli.optional("thresholdMetric").ifPresent(metric -> read.metric("value", metric));
        var ratio = sli.optional("ratioMetric");
        ratio.ifPresent(read::ratio);
        boolean counter = ratio.flatMap(metric -> metric.optionalBoolean("counter", errors))
                .orElse(false);
        return read.queries.isEmpty()
                ? Optional.empty()
                : Optional.of(new Indicator(
                        objective.subject(), objective.metric(), read.type, read.source, counter, read.queries, unit));
    }

    private void ratio(DocumentNode ratio) {
        PARTS.forEach(part -> ratio.optional(part).ifPresent(metric -> metric(part, metric)));
        if (ratio.optional("good").isPresent() && ratio.optional("bad").isPresent()) {
            errors.add(ratio, "has good or bad beside total", "both");
        }
        ratio.optional("raw").ifPresent(raw -> {
            var rawType = ratio.required("rawType", errors).text();
            if (rawType.equals("success") || rawType.equals("failure")) {
                metric(rawType, raw);
            } else {
                ratio.optional("rawType").ifPresent(at -> errors.add(at, "is success or failure"));
            }
        });
    }

    private void metric(String part, DocumentNode metric) {
        metric.optional("metricSource").ifPresent(from -> {
            source = from.optionalName("metricSourceRef", errors).orElse(source);
            type = from.optionalName("type", errors)
                    .or(() -> file.typeOfSource(source))
                    .orElse(type);
            from.optional("spec")
                    .flatMap(spec -> spec.optional("query"))
                    .flatMap(query -> query.asString(errors))
                    .filter(query -> !query.isBlank())
                    .ifPresent(query -> queries.put(part, query.strip()));
        });
    }
}
