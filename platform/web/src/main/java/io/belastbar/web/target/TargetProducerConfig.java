package io.belastbar.web.target;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the plain registry types from configuration. */
final class TargetProducerConfig {

    @Produces
    @Singleton
    TargetRegistry targets(TargetConfig config) {
        return registry(config);
    }

    static TargetRegistry registry(TargetConfig config) {
        Function<Map.Entry<String, TargetConfig.Entry>, Target> target = e -> new Target(
                e.getKey(),
                e.getValue().url(),
                e.getValue().environment(),
                observed(e.getValue()),
                trust(e.getValue()),
                new ServerDescription(
                        e.getValue().memory(), e.getValue().disk(), e.getValue().connections()));
        return new TargetRegistry(
                config.targets().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, target)));
    }

    private static TargetTrust trust(TargetConfig.Entry entry) {
        return new TargetTrust(
                entry.ca().filter(file -> !file.isBlank()).map(Path::of),
                entry.certificates().orElse(TargetTrust.Certificates.CHECKED));
    }

    private static ObservedRoles observed(TargetConfig.Entry entry) {
        return new ObservedRoles(entry.statementsOf().orElse(List.of()), entry.planAs());
    }

    @Produces
    @Singleton
    CredentialStore credentials(CredentialConfig config) {
        return new CredentialStore(config.credentials().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> credentials(e.getKey(), e.getValue()))));
    }

    private static Credentials credentials(String name, CredentialConfig.Entry entry) {
        if (entry.token().isPresent()) {
            return new Credentials("", "", entry.token().get());
        }
        if (entry.username().isEmpty() || entry.password().isEmpty()) {
            throw new IllegalStateException(
                    "belastbar.credentials." + name + " should have a username and a password, or a token");
        }
        return new Credentials(entry.username().get(), entry.password().get());
    }
}
