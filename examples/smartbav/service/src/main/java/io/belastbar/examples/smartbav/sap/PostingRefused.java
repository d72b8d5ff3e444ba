package io.belastbar.examples.smartbav.sap;

import io.belastbar.faulttolerance.breaker.NotAFailure;

/** SAP looked at the posting and will not take it as it is. It is well, so the breaker must not count this. */
final class PostingRefused extends RuntimeException implements NotAFailure {
    PostingRefused(int status) {
        super("SAP answered with status " + status, null, false, false);
    }
}
