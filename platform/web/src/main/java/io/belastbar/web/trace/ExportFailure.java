package io.belastbar.web.trace;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Why a collector did not take a batch. Nothing of what it said beyond its status: that is text of others.
 *
 * @param cause the label of the counter
 * @param again whether the same may work a little later
 * @param pause what the collector asked for; zero: nothing
 */
record ExportFailure(String cause, String text, boolean again, Duration pause) {

    private static final Set<Integer> FOR_NOW = Set.of(429, 502, 503, 504);

    /** An answer other than 2xx. */
    static ExportFailure status(int status, String retryAfter) {
        boolean isSeconds = retryAfter.matches("\\d{1,9}");
        return new ExportFailure(
                "status",
                "HTTP " + status,
                FOR_NOW.contains(status),
                isSeconds ? Duration.ofSeconds(Long.parseLong(retryAfter)) : Duration.ZERO);
    }

    /** A page for people, as a proxy or a login shows it. */
    static ExportFailure page() {
        return new ExportFailure(
                "answer", "HTTP 200 with a page of HTML: no collector answers there", false, Duration.ZERO);
    }

    /** Not sent again: it may have been taken. */
    static ExportFailure late(Duration limit) {
        return new ExportFailure("timeout", "no answer within " + limit.toMillis() + " ms", false, Duration.ZERO);
    }

    /** There was no whole answer. */
    static ExportFailure of(Throwable failure) {
        if (failure instanceof ConnectException) {
            return again("connection", "no connection");
        }
        if (failure instanceof SSLException) {
            return new ExportFailure("connection", "no TLS: " + failure.getMessage(), false, Duration.ZERO);
        }
        if (failure instanceof ProtocolException) {
            return new ExportFailure("answer", "the answer is not HTTP", false, Duration.ZERO);
        }
        return failure instanceof IOException
                ? again("connection", "the connection ended before an answer")
                : new ExportFailure("answer", failure.getClass().getSimpleName(), false, Duration.ZERO);
    }

    private static ExportFailure again(String cause, String text) {
        return new ExportFailure(cause, text, true, Duration.ZERO);
    }
}
