package io.belastbar.chaos.fault.driver;

import io.belastbar.report.Sentence;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Where this platform's own PostgreSQL, Kafka and Redis are, as configured: they are never broken. */
@ApplicationScoped
public class OwnAddresses {
    private static final List<String> SETTINGS = List.of(
            "quarkus.datasource.jdbc.url",
            "quarkus.datasource.reactive.url",
            "quarkus.redis.hosts",
            "kafka.bootstrap.servers");

    private final PlatformAddresses addresses;

    OwnAddresses(Config config) {
        List<String> all = new ArrayList<>();
        SETTINGS.forEach(name -> config.getOptionalValue(name, String.class).ifPresent(all::add));
        this.addresses = PlatformAddresses.of(all);
    }

    /** Why this address is not to be broken; empty if it may be. Resolves names. */
    public Optional<Sentence> refusal(String address) {
        return addresses.refusal(address);
    }
}
