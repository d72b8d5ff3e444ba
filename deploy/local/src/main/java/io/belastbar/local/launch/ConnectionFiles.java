package io.belastbar.local.launch;

import io.belastbar.embedded.ConnectionSettings;
import io.belastbar.embedded.PrivateProperties;
import io.belastbar.local.ha.SampleConnection;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The files that tell services and the command line where everything is, while the platform is up. */
record ConnectionFiles(PlatformOptions options, Secrets secrets, Optional<SampleConnection> sample) {
    private static final Map<String, ChildService> SAMPLE_TARGETS = Map.of(
            "smartbav-api", ChildService.SMARTBAV,
            "smartbav-api-2", ChildService.SMARTBAV_2,
            "smartbav-insurer", ChildService.INSURER,
            "smartbav-sap", ChildService.SAP);

    /** One file for all, one more for each service with the passwords that are its alone, and the callers' tokens. */
    void write() throws IOException {
        var home = options.home();
        // Of a launcher that was killed, and had more services.
        Files.deleteIfExists(home.serviceFile(ChildService.SMARTBAV_2.shortName()));
        PrivateProperties.write(home.connectionFile(), connection());
        for (ChildService service : options.services()) {
            PrivateProperties.write(home.serviceFile(service.shortName()), own(service));
        }
        PrivateProperties.write(home.tokensFile(), secrets.tokens());
    }

    void delete() throws IOException {
        Files.deleteIfExists(options.home().connectionFile());
        Files.deleteIfExists(options.home().tokensFile());
        for (ChildService service : options.services()) {
            Files.deleteIfExists(options.home().serviceFile(service.shortName()));
        }
    }

    /** The value of {@code quarkus.config.locations}. */
    static String locations(BelastbarHome home, ChildService service) {
        return home.connectionFile() + "," + home.serviceFile(service.shortName());
    }

    private SortedMap<String, String> own(ChildService service) {
        var own = settings().own(service.account());
        sample.ifPresent(each -> own.putAll(each.own(service.account())));
        return own;
    }

    private ConnectionSettings settings() {
        var ports = options.ports();
        return new ConnectionSettings(
                ports.postgres(), ports.kafka(), ports.redis(), secrets.passwords(), secrets.tokens());
    }

    private SortedMap<String, String> connection() {
        var connection = settings().toProperties();
        for (ChildService service : options.services()) {
            connection.put(
                    "belastbar.url." + service.shortName(), options.url(service).toString());
        }
        for (ChildService service : options.services()) {
            if (service.shortName().equals("chaos")) {
                connection.put("belastbar.targets.game-day-alerts.url", options.url(service) + "/api/v1/alertmanager");
                connection.put("belastbar.targets.game-day-alerts.environment", "local");
            }
        }
        // Its postings outlive the process that took them.
        connection.put(
                "sap.journal", options.home().data().resolve("sap/postings").toString());
        // The same key for as long as the home: what it signed is to be verified years later.
        connection.put(
                "belastbar.chaos.record.key-file",
                options.home().path().resolve("record-key.pem").toString());
        // Whoever takes up a game day after this process goes on in its probe's history.
        connection.put(
                "belastbar.chaos.probe-folder",
                options.home().data().resolve("chaos/probes").toString());
        for (var target : SAMPLE_TARGETS.entrySet()) {
            if (options.services().contains(target.getValue())) {
                String key = "belastbar.targets." + target.getKey();
                connection.put(key + ".url", options.url(target.getValue()).toString());
                connection.put(key + ".environment", "local");
            }
        }
        sample.ifPresent(each -> connection.putAll(each.shared()));
        connection.putAll(EnvironmentTargets.settings(System.getenv()));
        connection.putAll(options.settings());
        return connection;
    }
}
