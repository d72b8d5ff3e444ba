package io.belastbar.load.scenario;

import io.belastbar.load.address.DotSegments;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a step stays within the address that was registered as its target. The host and the base path of that address are
 * the operator's to say; a scenario names paths below it.
 */
public final class WithinTarget {

    public static final String NO_CLIMBING =
            "must not have a segment '..', raw or encoded: a request stays below the address of its target";

    public static final String NO_HOST =
            "must not be set: a request names the host of its target; register that name as a target";

    private WithinTarget() {}

    /** The rule that this path breaks, whatever its variables are; what they may bring is known at the request only. */
    public static Optional<String> broken(Template path) {
        String sample = path.parts().stream()
                .map(part -> part instanceof Template.Part.Text(String text) ? text : "x")
                .collect(Collectors.joining());
        return DotSegments.climb(sample) ? Optional.of(NO_CLIMBING) : Optional.empty();
    }

    /** The rule that this header breaks by its name. */
    public static Optional<String> brokenBy(String header) {
        return header.equalsIgnoreCase("host") ? Optional.of(NO_HOST) : Optional.empty();
    }

    /** The first rule that the step breaks, with what breaks it. */
    public static Optional<String> broken(RequestStep step) {
        Optional<String> path = broken(step.path()).map(rule -> "the path " + step.path() + " " + rule);
        return path.isPresent()
                ? path
                : step.headers().keySet().stream()
                        .flatMap(header -> brokenBy(header).stream().map(rule -> "the header " + header + " " + rule))
                        .findFirst();
    }
}
