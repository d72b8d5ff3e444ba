package io.belastbar.budget.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.document.VersionedBudget.Part;
import io.belastbar.budget.objective.Dependency;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.objective.Terms;
import io.belastbar.budget.objective.relative.RelativePromise;
import io.belastbar.budget.statement.StatementSelector;
import io.belastbar.contracts.Severity;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.TimeSpan;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.StoredDocument;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A budget as JSON: what was understood of its documents.
 *
 * @param endpoints and {@code database}: the promises of a load run, by endpoint and statement
 * @param objectives every promise, one after the other
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BudgetView(
        String system,
        int version,
        Instant updatedAt,
        String updatedBy,
        List<DocumentView> documents,
        List<EndpointView> endpoints,
        List<QueryView> database,
        List<ObjectiveView> objectives,
        List<DependencyView> dependencies) {

    static BudgetView of(VersionedBudget versioned) {
        var newest = versioned.parts().stream()
                .map(Part::document)
                .max(Comparator.comparingInt(StoredDocument::version))
                .orElseThrow();
        var budget = versioned.budget();
        return new BudgetView(
                newest.system(),
                versioned.version(),
                newest.updatedAt(),
                newest.updatedBy(),
                versioned.parts().stream().map(DocumentView::of).toList(),
                budget.of(SubjectKind.ENDPOINT).map(EndpointView::of).toList(),
                budget.of(SubjectKind.QUERY).map(QueryView::of).toList(),
                Stream.concat(
                                budget.objectives().map(ObjectiveView::of),
                                budget.relative().map(ObjectiveView::of))
                        .toList(),
                budget.dependencies().stream().map(DependencyView::of).toList());
    }

    /** {@code unread} says why it is no longer read, with the command that mends it; null if it is read. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DocumentView(
            String name,
            int version,
            String sha256,
            String fileName,
            int objectives,
            Instant updatedAt,
            String updatedBy,
            String reason,
            String unread) {
        static DocumentView of(Part part) {
            var stored = part.document();
            return new DocumentView(
                    stored.name(),
                    stored.version(),
                    stored.sha256(),
                    stored.fileName(),
                    part.objectives(),
                    stored.updatedAt(),
                    stored.updatedBy(),
                    stored.reason(),
                    part.reading() instanceof Reading.Unread<?>(String why) ? why : null);
        }
    }

    /** {@code terms} is null where the document says nothing about how much the promise counts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LimitView(String metric, String limit, TermsView terms) {
        static List<LimitView> of(SubjectBudget budget) {
            return Stream.concat(
                            budget.objectives().stream()
                                    .map(objective -> new LimitView(
                                            objective.metric(),
                                            objective.limitText(),
                                            TermsView.of(objective.terms()))),
                            budget.relative().stream()
                                    .map(promise -> new LimitView(
                                            promise.metric(), promise.limit().text(), TermsView.of(promise.terms()))))
                    .toList();
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EndpointView(
            String endpoint, String description, List<LimitView> objectives, List<String> testCases, String notes) {
        static EndpointView of(SubjectBudget budget) {
            return new EndpointView(
                    budget.subject().name(),
                    budget.description(),
                    LimitView.of(budget),
                    budget.testCases(),
                    budget.notes());
        }
    }

    /** {@code statements} says which ones are meant; null where only measurements of that name count. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueryView(
            String subject,
            String statements,
            Severity severity,
            String description,
            List<LimitView> objectives,
            String notes) {
        static QueryView of(SubjectBudget budget) {
            return new QueryView(
                    budget.subject().text(),
                    budget.subject().statements().map(StatementSelector::text).orElse(null),
                    budget.objectives().stream()
                            .findFirst()
                            .map(Objective::severityOrDefault)
                            .orElse(null),
                    budget.description(),
                    LimitView.of(budget),
                    budget.notes());
        }
    }

    /**
     * {@code limitValue} is the limit in {@code unit}; both null for a demand, and without a value a limit that is relative
     * to how it was before. {@code window} as ISO 8601. {@code terms} is null where the document says nothing about how
     * much the promise counts.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ObjectiveView(
            SubjectKind kind,
            String service,
            String subject,
            String metric,
            String limit,
            Double limitValue,
            String unit,
            String warning,
            String critical,
            String baseline,
            Severity severity,
            String window,
            TermsView terms) {
        static ObjectiveView of(Objective objective) {
            var dimension = Optional.ofNullable(objective.measure().dimension());
            return new ObjectiveView(
                    objective.subject().kind(),
                    objective.subject().service(),
                    objective.subject().name(),
                    objective.metric(),
                    objective.limitText(),
                    dimension.map(kind -> kind.value(objective.limit().value())).orElse(null),
                    dimension.map(kind -> kind.unit()).orElse(null),
                    text(objective.warning()),
                    text(objective.critical()),
                    Optional.ofNullable(objective.baseline())
                            .map(Quantity::text)
                            .orElse(null),
                    objective.severityOrDefault(),
                    objective.windowOrDefault().toString(),
                    TermsView.of(objective.terms()));
        }

        /** It has no amount, only so much more or less than before. */
        static ObjectiveView of(RelativePromise promise) {
            var objective = promise.unbounded();
            return new ObjectiveView(
                    promise.subject().kind(),
                    promise.subject().service(),
                    promise.subject().name(),
                    promise.metric(),
                    promise.limit().text(),
                    null,
                    promise.measure().dimension().unit(),
                    null,
                    null,
                    Optional.ofNullable(promise.baseline()).map(Quantity::text).orElse(null),
                    objective.severityOrDefault(),
                    objective.windowOrDefault().toString(),
                    TermsView.of(promise.terms()));
        }

        private static String text(Limit<?> limit) {
            return limit == null ? null : limit.text();
        }
    }

    /** Each is null where it says nothing: not required, not informational, without a weight, on all testbeds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TermsView(Boolean required, Boolean informational, Integer weight, List<String> testbeds) {
        static TermsView of(Terms terms) {
            return terms.equals(Terms.NONE)
                    ? null
                    : new TermsView(
                            terms.required() ? true : null,
                            terms.informational() ? true : null,
                            terms.weight() == Terms.UNWEIGHTED ? null : terms.weight(),
                            terms.testbeds().isEmpty() ? null : terms.testbeds());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DependencyView(String name, List<String> endpoints, String target, String slowAbove) {
        static DependencyView of(Dependency dependency) {
            return new DependencyView(
                    dependency.name(),
                    dependency.endpoints(),
                    dependency.target(),
                    Optional.ofNullable(dependency.slowAbove())
                            .map(TimeSpan::text)
                            .orElse(null));
        }
    }
}
