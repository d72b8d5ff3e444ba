package io.belastbar.web.problem;

/** 422: the Idempotency-Key was used before for another request. */
public final class IdempotencyKeyReused extends DomainFailure {

    public IdempotencyKeyReused(String key) {
        super(
                422,
                "idempotency-key-reused",
                "Idempotency key reused",
                "Idempotency-Key \"" + key + "\" was used for another request");
    }
}
