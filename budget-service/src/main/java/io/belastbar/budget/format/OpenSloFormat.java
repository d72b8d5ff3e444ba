package io.belastbar.budget.format;

import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * OpenSLO v1 (github.com/OpenSLO/OpenSLO): documents of kind SLO; other kinds (Service, DataSource, AlertPolicy) promise
 * nothing and are read over. A ratio metric is a promise about the share of good events. A threshold metric is a promise
 * about a percentile; OpenSLO gives its number neither a unit nor a meaning, so the annotations {@value #UNIT} and
 * {@value #METRIC} must.
 */
final class OpenSloFormat {

    static final String SUBJECT = "belastbar.io/subject";
    static final String KIND = "belastbar.io/kind";
    static final String METRIC = "belastbar.io/metric";
    static final String UNIT = "belastbar.io/unit";
    private static final Set<String> OTHER_KINDS =
            Set.of("Service", "DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget", "SLI");

    static boolean reads(String text) {
        return OpenSloFile.is(text);
    }

    static PerformanceBudget read(String text) {
        var objectives = new Objectives();
        var file = OpenSloFile.of(text);
        var faults = file.documents().stream()
                .flatMap(document -> faults(document, file, objectives).stream())
                .toList();
        if (!faults.isEmpty()) {
            throw new InvalidInput("This is no OpenSLO v1 that can be judged. Nothing was stored.", faults);
        }
        return objectives.budget();
    }

    /** Reads one document; its faults, if it has any. */
    private static List<ProblemError> faults(DocumentNode document, OpenSloFile file, Objectives objectives) {
        var errors = new ErrorCollector();
        var version = document.string("apiVersion", errors);
        var kind = document.string("kind", errors);
        if (!version.equals(OpenSloFile.VERSION)) {
            document.optional("apiVersion").ifPresent(at -> errors.add(at, "is " + OpenSloFile.VERSION));
        } else if (kind.equals("SLO")) {
            slo(document, file, objectives, errors);
        } else if (!OTHER_KINDS.contains(kind)) {
            document.optional("kind").ifPresent(at -> errors.add(at, "is a kind of OpenSLO v1, such as SLO"));
        }
        return errors.errors();
    }

    private static void slo(DocumentNode document, OpenSloFile file, Objectives objectives, ErrorCollector errors) {
        var metadata = document.required("metadata", errors);
        var spec = document.required("spec", errors);
        var subject = subject(metadata, spec, errors);
        requireShareOfRequests(spec, errors);
        var common = file.indicator(spec, errors);
        var window = window(spec, errors);
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
            OpenSloPromise.of(objective, sli.get(), subject, metadata, errors)
                    .map(found -> window.map(span -> found.withWindow(span.toDuration()))
                            .orElse(found))
                    .ifPresent(objectives::add);
        }
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

    private static Subject subject(DocumentNode metadata, DocumentNode spec, ErrorCollector errors) {
        var name = metadata.name("name", errors);
        var service = spec.optionalName("service", errors).orElse(null);
        var kind = annotation(metadata, KIND, errors).flatMap(text -> Arrays.stream(SubjectKind.values())
                .filter(value -> value.name().equals(text))
                .findFirst());
        return annotation(metadata, SUBJECT, errors)
                .map(subject -> Subject.of(kind.orElse(SubjectKind.OPERATION), subject))
                .orElseGet(() -> new Subject(SubjectKind.OPERATION, service, name));
    }

    static Optional<String> annotation(DocumentNode metadata, String name, ErrorCollector errors) {
        return metadata.optional("annotations").flatMap(annotations -> annotations.optionalName(name, errors));
    }

    private static Optional<TimeSpan> window(DocumentNode spec, ErrorCollector errors) {
        return spec.optional("timeWindow").flatMap(windows -> {
            var first = windows.items().isEmpty()
                    ? Optional.<DocumentNode>empty()
                    : Optional.of(windows.items().getFirst());
            return first.flatMap(window -> window.optional("duration")).flatMap(at -> duration(at, errors));
        });
    }

    private static Optional<TimeSpan> duration(DocumentNode at, ErrorCollector errors) {
        try {
            return Optional.of(TimeSpan.parse(at.text()));
        } catch (InvalidQuantity invalid) {
            errors.add(
                    at, "a window is a number of m, h, d or w, as in 28d; months and years are not known", at.text());
            return Optional.empty();
        }
    }
}
