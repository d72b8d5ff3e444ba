package io.belastbar.examples.sap.posting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One thing that SAP is told.
 *
 * @param key whoever sends the same posting again sends the same key
 * @param subject what it is about; the postings of one subject come in the order of their versions
 * @param version grows with each posting of a subject
 * @param kind what happened, such as {@code employee.changed}
 * @param digest of everything that was sent: another one under the same key is another posting
 */
public record Posting(String key, String subject, long version, String kind, String digest) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    /** Thrown for what is no posting; each message states the rule and the value received. */
    public static final class Invalid extends RuntimeException {
        private final List<String> errors;

        Invalid(List<String> errors) {
            super(String.join("; ", errors));
            this.errors = List.copyOf(errors);
        }

        public List<String> errors() {
            return errors;
        }
    }

    /** @throws Invalid naming every field that is missing or none */
    public static Posting of(String key, Map<String, Object> fields, String digest) {
        var errors = new ArrayList<String>();
        name("the header Idempotency-Key", key, errors);
        String subject = name("subject", fields.get("subject"), errors);
        String kind = name("kind", fields.get("kind"), errors);
        long version = fields.get("version") instanceof Number number ? number.longValue() : -1;
        if (version < 0) {
            errors.add("version should be a whole number from 0: was " + fields.get("version"));
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
        return new Posting(key, subject, version, kind, digest);
    }

    private static String name(String what, Object value, List<String> errors) {
        if (value instanceof String text && NAME.matcher(text).matches()) {
            return text;
        }
        errors.add("%s should be 1 to 100 letters, digits or one of . _ : - and was %s".formatted(what, value));
        return "";
    }
}
