package io.belastbar.identity;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one {@link InstanceName} of an application. */
public class InstanceNameConfig {
    @Produces
    @Singleton
    InstanceName instanceName(@ConfigProperty(name = "belastbar.instance") Optional<String> host) {
        return InstanceName.of(host.orElseGet(InstanceNameConfig::hostName), new SecureRandom());
    }

    /** Asks no name server: a start must not wait for one. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname"));
        } catch (IOException notLinux) {
            return Stream.of("HOSTNAME", "COMPUTERNAME")
                    .map(System::getenv)
                    .filter(name -> name != null)
                    .findFirst()
                    .orElse("localhost");
        }
    }
}
