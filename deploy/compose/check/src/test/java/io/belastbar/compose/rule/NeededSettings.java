package io.belastbar.compose.rule;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.service.ChosenNames;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The variables of which a service's configuration has no default: what the properties of its modules refer to, the
 * password of its role, and the services that its code asks.
 */
final class NeededSettings {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-z][^{}:]*)}");
    private static final Pattern DEPENDENCY = Pattern.compile("<artifactId>([^<]+)</artifactId>");
    /** From the list of services. */
    private static final String PORT = "belastbar.port.";
    /** Quarkus would look for a broker on loopback. */
    private static final String BROKER = "kafka.bootstrap.servers";
    /** Of a service that can do without a cache, not of one that migrates. */
    private static final String CACHE = "belastbar.redis.url";

    /** By module: sources do not change while tests run. */
    private static final Map<String, Set<String>> ASKED = new ConcurrentHashMap<>();

    private NeededSettings() {}

    static SortedSet<String> toMigrate(ListedService service) {
        var needed = referred(service);
        needed.remove(ChosenNames.variable(CACHE));
        needed.add(ChosenNames.variable("belastbar.postgresql.password." + service.name()));
        needed.add("QUARKUS_INIT_AND_EXIT");
        return needed;
    }

    static SortedSet<String> toRun(ListedService service) {
        var needed = referred(service);
        needed.add(ChosenNames.variable("belastbar.postgresql.password." + service.name()));
        needed.add(ChosenNames.variable(BROKER));
        needed.add("KAFKA_SASL_JAAS_CONFIG");
        ASKED.computeIfAbsent(service.module(), NeededSettings::asked)
                .forEach(peer -> needed.add(ChosenNames.variable("belastbar.url." + peer)));
        return needed;
    }

    private static SortedSet<String> referred(ListedService service) {
        var all = new Properties();
        Stream.concat(
                        platform(service.module()),
                        Stream.of(service.module() + "/src/main/resources/application.properties"))
                .filter(file -> Files.exists(ComposeFile.ROOT.resolve(file)))
                .forEach(file -> load(all, ComposeFile.text(file)));
        var needed = new TreeSet<String>();
        all.forEach((key, value) -> {
            if (!key.toString().startsWith("%")) {
                String own = value.toString().replace("${belastbar.service}", service.name());
                REFERENCE.matcher(own).results().map(found -> found.group(1)).forEach(needed::add);
            }
        });
        needed.removeIf(name -> all.containsKey(name) || name.startsWith(PORT));
        var variables = new TreeSet<String>();
        needed.forEach(name -> variables.add(ChosenNames.variable(name)));
        return variables;
    }

    /** Of the modules that its pom names; the defaults of all services come with the frame. */
    private static Stream<String> platform(String module) {
        String pom = ComposeFile.text(module + "/pom.xml");
        var named = DEPENDENCY.matcher(pom).results().map(found -> found.group(1));
        return Stream.concat(Stream.of("service/defaults", "web", "backbone"), named)
                .distinct()
                .map(name -> "platform/" + name + "/src/main/resources/META-INF/microprofile-config.properties");
    }

    private static Set<String> asked(String module) {
        var names = Pattern.compile("\"(%s)\"".formatted(String.join("|", Services.names())));
        var peers = new TreeSet<String>();
        try (var files = Files.walk(ComposeFile.ROOT.resolve(module).resolve("src/main/java"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                if (text.contains("PeerClient")) {
                    names.matcher(text).results().map(found -> found.group(1)).forEach(peers::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return peers;
    }

    private static void load(Properties all, String text) {
        try {
            all.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
