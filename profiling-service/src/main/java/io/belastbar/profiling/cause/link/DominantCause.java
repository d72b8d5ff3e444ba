package io.belastbar.profiling.cause.link;

import io.belastbar.profiling.cause.tree.EndpointCause;
import io.belastbar.profiling.cause.tree.Part;
import java.util.Optional;

/** Which finding is the cause of an endpoint's broken promise: that of the part that takes most of its time. */
final class DominantCause {
    /** Of the mean time: what takes less may be mended, and the promise would still be broken. */
    private static final double SHARE_MIN = 0.5;

    private DominantCause() {}

    /** Empty if nothing takes most of the time, or if nobody knows what is wrong with what does. */
    static Optional<String> of(EndpointCause endpoint) {
        return endpoint.parts().stream()
                .filter(part -> part.kind() == Part.Kind.STATEMENT)
                .filter(part -> part.ms() >= SHARE_MIN * endpoint.meanMs())
                .flatMap(part -> part.findings().stream())
                .findFirst();
    }

    /** Whether a promise is about how long it takes: throughput and errors have other causes. */
    static boolean isAboutTime(String metric) {
        return metric.contains("response_time") || metric.contains("duration") || metric.contains("latency");
    }
}
