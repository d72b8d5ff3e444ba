package io.belastbar.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Puts a finding together by names, since most of its parts are texts. Unless told otherwise it is about performance, refers
 * to {@code DORA Art. 24} (testing of tools and systems), and is a backend engineer's.
 */
public final class FindingBuilder {
    private final String fingerprint;
    private final String system;
    private final String source;
    private Instant raisedAt;
    private Severity severity;
    private String category = "Performance";
    private String regulatoryReference = "DORA Art. 24";
    private String component;
    private String title;
    private String description = "";
    private List<String> recommendedMeasures = List.of();
    private String responsible = "Backend Engineer";
    private Map<String, String> evidence = Map.of();
    private FindingDetails details;
    private List<String> formerFingerprints = List.of();

    FindingBuilder(String fingerprint, String system, String source) {
        this.fingerprint = fingerprint;
        this.system = system;
        this.source = source;
    }

    public FindingBuilder raised(Instant at, Severity as) {
        this.raisedAt = at;
        this.severity = as;
        return this;
    }

    public FindingBuilder category(String value) {
        this.category = value;
        return this;
    }

    /** May be null. */
    public FindingBuilder regulatoryReference(String value) {
        this.regulatoryReference = value;
        return this;
    }

    public FindingBuilder component(String value) {
        this.component = value;
        return this;
    }

    public FindingBuilder title(String value) {
        this.title = value;
        return this;
    }

    public FindingBuilder description(String value) {
        this.description = value;
        return this;
    }

    public FindingBuilder recommendedMeasures(List<String> inOrder) {
        this.recommendedMeasures = inOrder;
        return this;
    }

    public FindingBuilder responsible(String role) {
        this.responsible = role;
        return this;
    }

    public FindingBuilder evidence(Map<String, String> facts) {
        this.evidence = facts;
        return this;
    }

    /** What can be said beside; null for nothing. */
    public FindingBuilder details(FindingDetails beside) {
        this.details = FindingDetails.NONE.equals(beside) ? null : beside;
        return this;
    }

    /** By which earlier versions knew this cause. */
    public FindingBuilder formerFingerprints(List<String> older) {
        this.formerFingerprints = older;
        return this;
    }

    /** The finding; a part without which nobody could act on it must not be missing. */
    public FindingRaised build() {
        if (raisedAt == null || severity == null || component == null || title == null) {
            throw new IllegalStateException(
                    "a finding needs a time, a severity, a component and a title: " + fingerprint);
        }
        return new FindingRaised(
                fingerprint,
                system,
                source,
                raisedAt,
                severity,
                category,
                regulatoryReference,
                component,
                title,
                description,
                recommendedMeasures,
                responsible,
                evidence,
                details,
                formerFingerprints);
    }
}
