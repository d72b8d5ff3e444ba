package io.belastbar.chaos.expectation.count;

import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.report.Sentence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every message that was sent is processed, and none twice.
 *
 * @param sent as the sender counts it, each message once however often it is tried
 * @param processed as the receiver counts it
 * @param twice how many were processed more than once, as somebody counts it who would know
 */
public record WebhooksProcessed(CountSource sent, CountSource processed, CountSource twice)
        implements CountExpectation {

    public static final String TYPE = "webhooks-processed";

    public static Optional<WebhooksProcessed> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, "sent", "processed", "duplicates");
        Optional<CountSource> sent = source(fields, "sent");
        Optional<CountSource> processed = source(fields, "processed");
        Optional<CountSource> twice = source(fields, "duplicates");
        return fields.ifSound(
                () -> new WebhooksProcessed(sent.orElseThrow(), processed.orElseThrow(), twice.orElseThrow()));
    }

    private static Optional<CountSource> source(ExpectationFields fields, String field) {
        if (fields.optional(field).isEmpty()) {
            fields.fault(field, "must have " + field + ": where it is counted");
        }
        return fields.mapping(field).flatMap(CountSource::read);
    }

    @Override
    public Map<String, CountSource> counts() {
        Map<String, CountSource> counts = new LinkedHashMap<>();
        counts.put("sent", sent);
        counts.put("processed", processed);
        return Collections.unmodifiableMap(counts);
    }

    @Override
    public Optional<CountSource> duplicates() {
        return Optional.of(twice);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sentence sentence() {
        return new Sentence(
                "every webhook is processed, none twice: " + sent.text() + " = " + processed.text(),
                "jeder Webhook ist verarbeitet, keiner doppelt: " + sent.text() + " = " + processed.text());
    }
}
