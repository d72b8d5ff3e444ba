package io.belastbar.budget.format.openslo;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.objective.Terms;
import io.belastbar.contracts.Severity;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What an SLO's metadata says of its promise, see {@link OpenSloAnnotations}. */
record OpenSloMetadata(DocumentNode node, ErrorCollector errors) {

    /** An annotation's text; empty if there is none. */
    Optional<String> text(String annotation) {
        return at(annotation).flatMap(value -> value.asName(errors));
    }

    /** Where an annotation stands; empty if there is none. */
    Optional<DocumentNode> at(String annotation) {
        return node.optional("annotations").flatMap(annotations -> annotations.optional(annotation));
    }

    Optional<Metric> metric() {
        return read(OpenSloAnnotations.METRIC, text -> Metric.parse(text)
                .orElseThrow(() -> new InvalidQuantity(
                        "is a figure such as success_rate, error_rate or response_time_p95", text)));
    }

    Subject subject(Optional<String> service) {
        var name = node.name("name", errors);
        var kind = read(OpenSloAnnotations.KIND, OpenSloMetadata::kind);
        var own = text(OpenSloAnnotations.SERVICE).orElse(null);
        return text(OpenSloAnnotations.SUBJECT)
                .map(subject -> new Subject(kind.orElse(SubjectKind.OPERATION), own, subject))
                .orElseGet(() -> new Subject(kind.orElse(SubjectKind.OPERATION), service.orElse(null), name));
    }

    /** The limit as the annotation writes it; empty if there is none. */
    Optional<Limit<?>> limit(String annotation, Measure measure) {
        return read(
                annotation,
                text -> measure.lowerIsBetter()
                        ? Limit.fromAbove(text, measure.dimension()::parse)
                        : Limit.fromBelow(text, measure.dimension()::parse));
    }

    /** The promise with everything around its limit. */
    Objective complete(Objective promise) {
        var measure = promise.measure();
        Dimension dimension = measure.dimension();
        Optional<Quantity> baseline = read(OpenSloAnnotations.BASELINE, dimension::parse);
        Optional<Severity> severity = read(OpenSloAnnotations.SEVERITY, OpenSloMetadata::severity);
        return promise.withWarning(limit(OpenSloAnnotations.WARNING, measure).orElse(null))
                .withCritical(limit(OpenSloAnnotations.CRITICAL, measure).orElse(null))
                .withBaseline(baseline.orElse(null))
                .withSeverity(severity.orElse(null))
                .withTerms(terms());
    }

    private Terms terms() {
        boolean required =
                read(OpenSloAnnotations.REQUIRED, OpenSloMetadata::truth).orElse(false);
        boolean informational =
                read(OpenSloAnnotations.INFORMATIONAL, OpenSloMetadata::truth).orElse(false);
        int weight = read(OpenSloAnnotations.WEIGHT, OpenSloMetadata::weight).orElse(Terms.UNWEIGHTED);
        var testbeds = text(OpenSloAnnotations.TESTBEDS)
                .map(text -> List.of(text.split("\\s*,\\s*")))
                .orElse(List.of());
        try {
            return new Terms(required, informational, weight, testbeds);
        } catch (IllegalArgumentException contradiction) {
            errors.add(node, contradiction.getMessage());
            return Terms.NONE;
        }
    }

    private <T> Optional<T> read(String annotation, Function<String, ? extends T> reader) {
        return text(annotation).flatMap(text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (InvalidQuantity invalid) {
                at(annotation).ifPresent(at -> errors.add(at, invalid.rule(), text));
                return Optional.empty();
            }
        });
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new InvalidQuantity("is true or false", text);
        }
        return text.equals("true");
    }

    private static int weight(String text) {
        if (!text.matches("\\d{1,4}")) {
            throw new InvalidQuantity("is a number from " + Terms.WEIGHT_MIN + " to " + Terms.WEIGHT_MAX, text);
        }
        return Integer.parseInt(text);
    }

    private static SubjectKind kind(String text) {
        return constant(SubjectKind.values(), text);
    }

    private static Severity severity(String text) {
        return constant(Severity.values(), text);
    }

    private static <E extends Enum<E>> E constant(E[] known, String text) {
        return Arrays.stream(known)
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidQuantity("is one of " + Arrays.toString(known), text));
    }
}
