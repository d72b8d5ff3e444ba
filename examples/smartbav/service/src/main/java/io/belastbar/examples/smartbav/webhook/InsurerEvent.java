package io.belastbar.examples.smartbav.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.belastbar.examples.smartbav.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the insurer tells about a quote; fields that it adds are ignored.
 *
 * @param id the same however often it is sent
 * @param type only {@link #OFFER_UPDATED} changes anything here
 * @param revision of two events about a quote the one with the greater counts, whichever comes first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record InsurerEvent(String id, String type, String quoteId, String status, Long revision) {
    public static final String OFFER_UPDATED = "offer.updated";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    /** Every broken rule. */
    List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        name("/id", id, errors);
        name("/type", type, errors);
        name("/quoteId", quoteId, errors);
        name("/status", status, errors);
        if (revision == null || revision < 0) {
            var received = revision == null ? null : revision.toString();
            errors.add(new FieldError("/revision", "should be a whole number from 0", received));
        }
        return errors;
    }

    private static void name(String pointer, String value, List<FieldError> errors) {
        if (value == null || !NAME.matcher(value).matches()) {
            errors.add(new FieldError(pointer, "should be 1 to 100 letters, digits or one of . _ : -", value));
        }
    }
}
