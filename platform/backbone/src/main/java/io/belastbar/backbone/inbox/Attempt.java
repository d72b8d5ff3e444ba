package io.belastbar.backbone.inbox;

import java.util.List;

/** What one transaction came to. */
public sealed interface Attempt {

    /** It was committed; {@code fresh} are the deliveries that had not been applied before. */
    record Applied(List<Delivery> fresh) implements Attempt {}

    /** It was rolled back, or nobody knows. */
    record Failed(FailureVerdict.Failure failure) implements Attempt {}
}
