package io.belastbar.kubernetes.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.kubernetes.manifest.Rule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pod that ends gets no new calls, then finishes what it has. Its address is taken away while it waits
 * ({@code preStop}), so that the wait and the time to finish fit into the grace time with some to spare.
 */
final class Draining implements Rule {
    private static final long TO_SPARE_SECONDS = 5;
    private static final long DEFAULT_GRACE_SECONDS = 30;

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        if (!manifest.is("Deployment")) {
            return Stream.empty();
        }
        return Stream.concat(
                manifest.containers().filter(Container::lasts).flatMap(container -> drain(manifest, container)),
                disruption(manifest, all));
    }

    private static Stream<Fault> drain(Manifest manifest, Container container) {
        JsonNode wait = container.at("/lifecycle/preStop/sleep/seconds");
        if (wait.asLong() < 5) {
            return Stream.of(manifest.fault(
                    container.key() + "/lifecycle/preStop/sleep/seconds", "should be at least 5: was " + said(wait)));
        }
        var finish = container.variable("QUARKUS_SHUTDOWN_TIMEOUT");
        if (finish.isEmpty()) {
            return Stream.of(
                    manifest.fault(container.key() + "/env/QUARKUS_SHUTDOWN_TIMEOUT", "should be there: was absent"));
        }
        String key = manifest.pod().orElseThrow() + "/spec/terminationGracePeriodSeconds";
        long grace = manifest.at(key).asLong(DEFAULT_GRACE_SECONDS);
        long least = wait.asLong() + Duration.parse("PT" + finish.get()).toSeconds() + TO_SPARE_SECONDS;
        return grace < least
                ? Stream.of(manifest.fault(
                        key,
                        "should be at least " + least + ", for preStop, QUARKUS_SHUTDOWN_TIMEOUT and 5 to spare: was "
                                + grace))
                : Stream.empty();
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
