package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.rule.Rules;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The base as it stands in its files: every service is there, where the list of services says, and no rule is broken. */
class BaseTest {
    private static final List<Manifest> BASE = Manifests.plain("base");

    @Test
    void noRuleIsBroken() {
        assertThat(Rules.faults(BASE)).isEmpty();
    }

    @Test
    void everyServiceOfTheListHasADeploymentOnItsPort() {
        for (ListedService service : Services.all()) {
            var deployment = named("Deployment/" + service.module());
            var container = deployment.containers().findFirst().orElseThrow();

            assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(service.port());
            assertThat(named("Service/" + service.module())
                            .at("/spec/ports/0/targetPort")
                            .asText())
                    .isEqualTo(container.at("/ports/0/name").asText());
        }
    }

    /** A run that is handed over takes longer than any request. */
    @Test
    void theLoadGeneratorHasTheLongestTimeToEnd() {
        var grace = "/spec/template/spec/terminationGracePeriodSeconds";
        int own = named("Deployment/loadtest-service").at(grace).asInt();

        assertThat(BASE.stream().filter(manifest -> manifest.is("Deployment")))
                .filteredOn(manifest -> !manifest.name().equals("loadtest-service"))
                .isNotEmpty()
                .allSatisfy(other -> assertThat(other.at(grace).asInt()).isLessThan(own));
    }

    /** PostgreSQL may be made in the meantime; a Job that gave up is removed, and services wait for its tables for ever. */
    @Test
    void migrationsAreTriedForHours() {
        var jobs = BASE.stream().filter(manifest -> manifest.is("Job")).toList();

        assertThat(jobs).hasSize(Services.all().size()).allSatisfy(job -> {
            assertThat(job.podSpec().path("restartPolicy").asText()).isEqualTo("OnFailure");
            assertThat(triedFor(job.at("/spec/backoffLimit").asInt())).isGreaterThan(Duration.ofHours(3));
            assertThat(job.at("/spec/activeDeadlineSeconds").isMissingNode()).isTrue();
        });
    }

    /** As the kubelet waits: ten seconds, then twice as long each time, at most five minutes. */
    private static Duration triedFor(int restarts) {
        return IntStream.range(0, restarts)
                .mapToObj(restart -> Duration.ofSeconds(Math.min(300, 10L << Math.min(restart, 10))))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Nobody writes a password into a manifest: it names the secret that has it. */
    @Test
    void whatIsSecretIsReferredTo() {
        for (Manifest manifest : BASE) {
            manifest.containers()
                    .flatMap(container -> Manifest.elements(container.json().path("env")))
                    .filter(variable -> variable.path("name")
                            .asText()
                            .matches(".*(PASSWORD_.*|_TOKEN|_SHA256|JAAS_CONFIG|REDIS_URL)"))
                    .forEach(variable -> assertThat(variable.has("valueFrom"))
                            .as(manifest + " " + variable)
                            .isTrue());
        }
        assertThat(BASE).noneMatch(manifest -> manifest.is("Secret"));
    }

    private static Manifest named(String object) {
        return BASE.stream()
                .filter(manifest -> manifest.object().equals(object))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there should be " + object));
    }
}
