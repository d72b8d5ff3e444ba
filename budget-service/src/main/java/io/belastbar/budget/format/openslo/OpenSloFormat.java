package io.belastbar.budget.format.openslo;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.Indicator;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * OpenSLO v1 (github.com/OpenSLO/OpenSLO): documents of kind SLO; other kinds (Service, DataSource, AlertPolicy) promise
 * nothing and are read over. A ratio metric is a promise about the share of good events. A threshold metric is a promise
 * about the share of its values within the limit, which is their percentile; OpenSLO gives its number neither a unit nor
 * a meaning, so {@link OpenSloAnnotations} must.
 */
public final class OpenSloFormat {

    private static final Set<String> OTHER_KINDS =
            Set.of("Service", "DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget", "SLI");

    private final OpenSloFile file;
    private final List<Objective> objectives = new ArrayList<>();
    private final List<Indicator> indicators = new ArrayList<>();

    private OpenSloFormat(OpenSloFile file) {
        this.file = file;
    }

    public static boolean reads(String text) {
        return OpenSloFile.is(text);
    }

    /** @throws InvalidInput with every fault, each with its line */
    public static PerformanceBudget read(String text) {
        var format = new OpenSloFormat(OpenSloFile.of(text));
        var faults = format.file.documents().stream()
                .flatMap(document -> format.faults(document).stream())
                .toList();
        if (!faults.isEmpty()) {
            throw new InvalidInput("This is no OpenSLO v1 that can be judged. Nothing was stored.", faults);
        }
        return PerformanceBudget.ofObjectives(format.objectives).withIndicators(format.indicators);
    }

    /** Reads one document; its faults, if it has any. */
    private List<ProblemError> faults(DocumentNode document) {
        var errors = new ErrorCollector();
        var version = document.string("apiVersion", errors);
        var kind = document.string("kind", errors);
        if (!version.equals(OpenSloFile.VERSION)) {
            document.optional("apiVersion").ifPresent(at -> errors.add(at, "is " + OpenSloFile.VERSION));
        } else if (kind.equals("SLO")) {
            slo(document, errors);
        } else if (!OTHER_KINDS.contains(kind)) {
            document.optional("kind").ifPresent(at -> errors.add(at, "is a kind of OpenSLO v1, such as SLO"));
        }
        return errors.errors();
    }

    private void slo(DocumentNode document, ErrorCollector errors) {
        var metadata = new OpenSloMetadata(document.required("metadata", errors), errors);
        var spec = document.required("spec", errors);
        var subject = metadata.subject(spec.optionalName("service", errors));
        requireShareOfRequests(spec, errors);
        var common = file.indicator(spec, errors);
        var window = OpenSloWindow.of(spec, errors);
        var list = spec.required("objectives", errors);
        if (!list.requireSequence(errors)) {
            return;
        }
        for (var objective : list.items()) {
            var sli = file.indicator(objective, errors).or(() -> common);
            if (sli.isEmpty()) {
                requireIndicator(spec, errors);
                return;
            }
            OpenSloPromise.of(objective, sli.get(), subject, metadata)
                    .map(promise -> promise.withWindow(window.orElse(null)))
                    .ifPresent(promise -> add(promise, sli.get(), metadata, errors));
        }
    }

    private void add(Objective promise, DocumentNode sli, OpenSloMetadata metadata, ErrorCollector errors) {
        objectives.add(promise);
        var unit = metadata.text(OpenSloAnnotations.UNIT).orElse("");
        OpenSloIndicator.of(sli, promise, unit, file, errors).ifPresent(indicators::add);
    }

    /** Whether a slice of time is good is another promise than whether a request is. */
    private static void requireShareOfRequests(DocumentNode spec, ErrorCollector errors) {
        spec.optional("budgetingMethod")
                .filter(method -> !method.text().equals("Occurrences"))
                .ifPresent(method -> errors.add(
                        method,
                        "is Occurrences: promises are judged by requests; a share of time slices (Timeslices,"
                                + " RatioTimeslices) would be another promise, and is not judged here"));
    }

    private static void requireIndicator(DocumentNode spec, ErrorCollector errors) {
        if (spec.optional("indicatorRef").isEmpty()) {
            errors.add(
                    spec,
                    "an SLO carries its indicator, or names an SLI of the same file (indicatorRef)",
                    "no indicator");
        }
    }
}
