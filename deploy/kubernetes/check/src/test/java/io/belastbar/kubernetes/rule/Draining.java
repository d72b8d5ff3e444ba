package io.belastbar.kubernetes.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.kubernetes.manifest.Rule;
import io.belastbar.service.Services;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A pod that ends is not ready and serves on while its address is taken away ({@code QUARKUS_SHUTDOWN_DELAY}), then finishes
 * what it has ({@code QUARKUS_SHUTDOWN_TIMEOUT}): both fit into the grace time with some to spare.
 */
final class Draining implements Rule {
    private static final String DELAY = "QUARKUS_SHUTDOWN_DELAY";
    private static final String FINISH = "QUARKUS_SHUTDOWN_TIMEOUT";
    private static final long DELAY_SECONDS_MIN = 5;
    private static final long TO_SPARE_SECONDS = 5;
    private static final long DEFAULT_GRACE_SECONDS = 30;
    private static final Pattern DURATION = Pattern.compile("\\d+|(\\d+H)?(\\d+M)?(\\d+S)?(?<!^)");
    private static final String PAGE = "dashboard";

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        if (!manifest.is("Deployment")) {
            return Stream.empty();
        }
        var drained = isOurs(manifest)
                ? manifest.containers().filter(Container::lasts).flatMap(container -> drain(manifest, container))
                : Stream.<Fault>empty();
        return Stream.concat(drained, disruption(manifest, all));
    }

    /** Whoever else is applied with them need not be of Quarkus. */
    private static boolean isOurs(Manifest manifest) {
        return manifest.name().equals(PAGE)
                || Services.all().stream().anyMatch(service -> service.module().equals(manifest.name()));
    }

    private static Stream<Fault> drain(Manifest manifest, Container container) {
        var missing = Stream.of(DELAY, FINISH)
                .filter(variable -> seconds(container, variable).isEmpty())
                .map(variable -> manifest.fault(
                        container.key() + "/env/" + variable,
                        "should be a duration such as 30S: was "
                                + container.variable(variable).orElse("absent")))
                .toList();
        if (!missing.isEmpty()) {
            return missing.stream();
        }
        long delay = seconds(container, DELAY).getAsLong();
        if (delay < DELAY_SECONDS_MIN) {
            return Stream.of(manifest.fault(
                    container.key() + "/env/" + DELAY, "should be at least " + DELAY_SECONDS_MIN + " s: was " + delay));
        }
        String key = manifest.pod().orElseThrow() + "/spec/terminationGracePeriodSeconds";
        long grace = manifest.at(key).asLong(DEFAULT_GRACE_SECONDS);
        long least = delay + seconds(container, FINISH).getAsLong() + TO_SPARE_SECONDS;
        return grace < least
                ? Stream.of(manifest.fault(
                        key,
                        "should be at least " + least + ", for " + DELAY + ", " + FINISH + " and 5 to spare: was "
                                + grace))
                : Stream.empty();
    }

    /** As Quarkus reads a duration: of PT30S, 30S and 30 the same. */
    private static OptionalLong seconds(Container container, String variable) {
        String text =
                container.variable(variable).orElse("").toUpperCase(Locale.ROOT).replaceFirst("^PT", "");
        return DURATION.matcher(text).matches()
                ? OptionalLong.of(Duration.parse("PT" + (text.matches("\\d+") ? text + "S" : text))
                        .toSeconds())
                : OptionalLong.empty();
    }

    /** One at a time, so that a node can always be drained: minAvailable of as many as there are never lets one go. */
    private static Stream<Fault> disruption(Manifest manifest, List<Manifest> all) {
        var budget = all.stream()
                .filter(other -> other.is("PodDisruptionBudget"))
                .filter(other -> other.at("/spec/selector").equals(manifest.at("/spec/selector")))
                .findFirst();
        if (budget.isEmpty()) {
            return Stream.of(manifest.fault("/spec/selector", "should have a PodDisruptionBudget: was without one"));
        }
        var own = budget.get();
        return own.at("/spec/maxUnavailable").asInt() == 1
                ? Stream.empty()
                : Stream.of(
                        own.fault("/spec/maxUnavailable", "should be 1: was " + said(own.at("/spec/maxUnavailable"))));
    }

    private static String said(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }
}
