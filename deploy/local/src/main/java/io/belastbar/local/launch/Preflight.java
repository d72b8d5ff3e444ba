package io.belastbar.local.launch;

import io.belastbar.embedded.FreePorts;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What would go wrong, found before anything is started: one line a problem, each with its remedy. */
final class Preflight {
    static final int FIRST_JDK = 21;
    static final long FREE_BYTES_MIN = 1L << 30;

    private Preflight() {}

    static List<String> problems(BelastbarHome home, PortPlan ports, Extent extent) throws IOException {
        var problems = new ArrayList<String>();
        jdk(Runtime.version().feature()).ifPresent(problems::add);
        platform(System.getProperty("os.name"), System.getProperty("os.arch")).ifPresent(problems::add);
        disk(Files.getFileStore(home.path()).getUsableSpace(), home).ifPresent(problems::add);
        problems.addAll(EnvironmentTargets.problems(System.getenv()));
        portsByName(ports, extent).forEach((name, port) -> taken(name, port).ifPresent(problems::add));
        return problems;
    }

    static Optional<String> jdk(int feature) {
        return feature >= FIRST_JDK
                ? Optional.empty()
                : Optional.of(
                        "JDK too old: needs %d or newer, this is %d. Set JAVA_HOME.".formatted(FIRST_JDK, feature));
    }

    static Optional<String> platform(String system, String processor) {
        boolean knownSystem = system.equals("Linux") || system.startsWith("Mac");
        boolean knownProcessor = processor.equals("amd64") || processor.equals("x86_64") || processor.equals("aarch64");
        return knownSystem && knownProcessor
                ? Optional.empty()
                : Optional.of("platform not supported: %s on %s. Use Linux or macOS on amd64 or arm64."
                        .formatted(system, processor));
    }

    static Optional<String> disk(long usableBytes, BelastbarHome home) {
        return usableBytes >= FREE_BYTES_MIN
                ? Optional.empty()
                : Optional.of("disk full: %s has %d MB left, needs %d MB. Free some, or choose another --home."
                        .formatted(home.path(), usableBytes >> 20, FREE_BYTES_MIN >> 20));
    }

    private static Map<String, Integer> portsByName(PortPlan ports, Extent extent) {
        var byName = new LinkedHashMap<String, Integer>();
        byName.put("postgresql", ports.postgres());
        byName.put("kafka", ports.kafka());
        byName.put("kafka controller", ports.kafkaController());
        byName.put("redis", ports.redis());
        extent.services().forEach(service -> byName.put(service.shortName(), ports.of(service)));
        if (extent.replication().isPresent()) {
            byName.putAll(ports.sample().byName());
        }
        return byName;
    }

    private static Optional<String> taken(String name, int port) {
        return FreePorts.isFree(port)
                ? Optional.empty()
                : Optional.of(
                        "port taken: %d (%s). Stop what uses it, or choose another --base-port.".formatted(port, name));
    }
}
