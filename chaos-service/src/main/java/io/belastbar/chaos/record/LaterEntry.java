package io.belastbar.chaos.record;

import io.belastbar.chaos.secret.SecretTexts;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.resilience.record.RecordEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What people add to a record after the end, as they send it. */
record LaterEntry(String kind, Map<String, Object> content) {
    private static final int TEXT_LENGTH_MAX = 4_000;

    /** What an auditor says of a record. */
    enum Verdict {
        ACCEPTED,
        ACCEPTED_WITH_REMARKS,
        REJECTED
    }

    /**
     * {@code {"entry": 7, "text": "It was the standby of Hamburg"}}: what an entry says wrongly, and what is right.
     *
     * @param entries how many the record has
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    static LaterEntry correction(String body, long entries) {
        var errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body);
        var content = new LinkedHashMap<String, Object>();
        if (root.requireMapping(errors)) {
            root.rejectUnknown(Set.of("entry", "text"), errors);
            DocumentNode entry = root.required("entry", errors);
            entry.asInteger(errors).ifPresent(number -> {
                if (number < 1 || number > entries) {
                    errors.add(entry, "must be the number of an entry, from 1 to " + entries);
                }
                content.put("entry", number);
            });
            content.put("text", text(root.required("text", errors), errors));
        }
        errors.throwIfAny("the correction has errors");
        return new LaterEntry(RecordEntry.CORRECTION, content);
    }

    /** {@code {"verdict": "ACCEPTED_WITH_REMARKS", "text": "…"}}; a text is needed for all but ACCEPTED. */
    static LaterEntry signOff(String body, long entries) {
        var errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body);
        var content = new LinkedHashMap<String, Object>();
        content.put("entries", entries);
        if (root.requireMapping(errors)) {
            root.rejectUnknown(Set.of("verdict", "text"), errors);
            DocumentNode node = root.required("verdict", errors);
            node.asName(errors).ifPresent(name -> content.put("verdict", verdict(node, name, errors)));
            root.optional("text").ifPresent(text -> content.put("text", text(text, errors)));
            if (!content.containsKey("text") && !"ACCEPTED".equals(content.get("verdict"))) {
                root.required("text", errors);
            }
        }
        errors.throwIfAny("the sign-off has errors");
        return new LaterEntry(RecordEntry.SIGN_OFF, content);
    }

    private static String verdict(DocumentNode node, String name, ErrorCollector errors) {
        if (Arrays.stream(Verdict.values()).noneMatch(verdict -> verdict.name().equals(name))) {
            errors.add(node, "must be one of ACCEPTED, ACCEPTED_WITH_REMARKS, REJECTED");
        }
        return name;
    }

    private static String text(DocumentNode node, ErrorCollector errors) {
        String text = node.asString(errors).orElse("");
        SecretTexts.refuse(node, TEXT_LENGTH_MAX, true, errors);
        return text;
    }

    RecordEntry by(String who, Instant at) {
        return new RecordEntry(kind, at, who, content);
    }
}
