package io.belastbar.web.http;

import io.belastbar.document.InvalidInput;

/**
 * A request that must not start its work twice.
 *
 * @param principal who asks: one caller's keys mean nothing to another
 * @param operation what is asked, e.g. {@code POST /api/v1/systems/smartbav/test-runs}
 * @param key the header Idempotency-Key; null if the caller sent none
 * @param bodyTag identifies the body
 */
public record IdempotentRequest(String principal, String operation, String key, Etag bodyTag) {

    private static final int KEY_LENGTH_MAX = 200;

    public IdempotentRequest {
        if (key != null && (key.isBlank() || key.length() > KEY_LENGTH_MAX)) {
            throw InvalidInput.of("Idempotency-Key", "must have 1 to " + KEY_LENGTH_MAX + " characters", key);
        }
    }

    /** A request with this body, as received or in any canonical form. */
    public static IdempotentRequest of(String principal, String operation, String key, String body) {
        return new IdempotentRequest(principal, operation, key, Etag.of(body == null ? "" : body));
    }
}
