package io.belastbar.profiling.diagnosis;

import io.belastbar.contracts.FindingDetails;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What an analyser says is wrong with a database: a cause, its evidence, and the fix that it proposes.
 *
 * @param cause in kebab case, stable: part of the fingerprint, for example {@code missing-index}
 * @param severity how bad it is, by measurement where there is one
 * @param subject what it is about, with its schema where it has one, for example {@code public.employees}; part of the
 *     fingerprint and of the component
 * @param distinction what tells it from another one of the same cause and subject, for example an index's columns; part
 *     of the fingerprint; may be empty
 * @param title one line, for people
 * @param description what was seen and what it costs
 * @param measures what to do, in order; the first is the fix, ready to run where it is SQL
 * @param evidence facts in a machine's hands, in order
 * @param details expected effect, effort, plans, run; {@link FindingDetails#NONE} for nothing
 * @param formerParts what stood behind cause and system in the fingerprints of earlier versions, one list for each: a
 *     finding of theirs is this one. Of several that were one then, the first to be seen takes its number
 */
public record Diagnosis(
        String cause,
        Severity severity,
        String subject,
        List<String> distinction,
        String title,
        String description,
        List<String> measures,
        Map<String, String> evidence,
        FindingDetails details,
        List<List<String>> formerParts) {

    /** Who raises the findings of this service's analysers. */
    public static final String SOURCE = "profiling-service";

    /** How the causes begin that concern who sees whose rows; their findings are of the category Security. */
    public static final String ISOLATION = "isolation-";

    public Diagnosis {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        distinction = List.copyOf(distinction);
        measures = List.copyOf(measures);
        evidence = new LinkedHashMap<>(evidence);
        details = details == null ? FindingDetails.NONE : details;
        formerParts = List.copyOf(formerParts);
    }

    /** With nothing beside, and no earlier version. */
    public Diagnosis(
            String cause,
            Severity severity,
            String subject,
            List<String> distinction,
            String title,
            String description,
            List<String> measures,
            Map<String, String> evidence) {
        this(
                cause,
                severity,
                subject,
                distinction,
                title,
                description,
                measures,
                evidence,
                FindingDetails.NONE,
                List.of());
    }

    /** With what can be said beside. */
    public Diagnosis with(FindingDetails beside) {
        return new Diagnosis(
                cause, severity, subject, distinction, title, description, measures, evidence, beside, formerParts);
    }

    /**
     * Known to earlier versions by a fingerprint of the same cause and system.
     *
     * @param parts what stood behind them; null counts as empty
     */
    public Diagnosis formerly(String... parts) {
        List<List<String>> more = new ArrayList<>(formerParts);
        more.add(Arrays.stream(parts)
                .map(part -> Objects.requireNonNullElse(part, ""))
                .toList());
        return new Diagnosis(
                cause, severity, subject, distinction, title, description, measures, evidence, details, more);
    }

    /** The same cause in the same database has the same one; target and schema are part of it. */
    public String fingerprint(String system, String target) {
        Stream<String> parts = Stream.concat(Stream.of(target, subject), distinction.stream());
        return Fingerprint.of(cause, system, parts.toArray(String[]::new));
    }

    /** The finding that says so. */
    public FindingRaised finding(String system, String target, Instant now) {
        return FindingRaised.of(fingerprint(system, target), system, SOURCE)
                .raised(now, severity)
                .component("PostgreSQL " + target + ", " + subject)
                .category(cause.startsWith(ISOLATION) ? "Security" : "Performance")
                .title(title)
                .description(description)
                .recommendedMeasures(measures)
                .evidence(evidence)
                .details(details)
                .formerFingerprints(formerParts.stream()
                        .map(parts -> Fingerprint.of(cause, system, parts.toArray(String[]::new)))
                        .toList())
                .build();
    }
}
