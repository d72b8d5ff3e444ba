package io.belastbar.embedded.testing;

import io.belastbar.embedded.postgres.PlatformDatabases;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration of a test: the launcher's keys, with passwords and tokens that a test can know. */
final class TestSettings {
    private static final Map<String, String> ROLES = Map.of(
            "viewer", "viewer",
            "engineer", "viewer,engineer",
            "operator", "viewer,engineer,operator",
            "auditor", "viewer,auditor",
            "service", "viewer,engineer");

    private TestSettings() {}

    static Map<String, String> passwords() {
        return Stream.concat(
                        PlatformDatabases.SERVICES.stream(),
                        Stream.of("smartbav_owner", "smartbav_app", "smartbav_observer"))
                .collect(Collectors.toMap(role -> role, role -> role + "-password"));
    }

    static Map<String, String> of(int postgresPort, int kafkaPort, int redisPort) {
        var settings = new LinkedHashMap<String, String>();
        String server = "postgresql://127.0.0.1:" + postgresPort;
        settings.put("belastbar.postgresql.url", server + "/belastbar");
        for (String service : PlatformDatabases.SERVICES) {
            settings.put("belastbar.postgresql.password." + service, service + "-password");
        }
        settings.put("kafka.bootstrap.servers", "127.0.0.1:" + kafkaPort);
        settings.put("belastbar.redis.url", "redis://127.0.0.1:" + redisPort);
        ROLES.forEach((principal, roles) -> {
            settings.put("belastbar.security.tokens." + principal + ".sha256", sha256(principal + "-token"));
            settings.put("belastbar.security.tokens." + principal + ".roles", roles);
        });
        settings.put("belastbar.security.service-token", "service-token");
        settings.put("belastbar.targets.smartbav-db.url", server + "/smartbav");
        settings.put("belastbar.targets.smartbav-db.environment", "local");
        settings.put("belastbar.credentials.smartbav-db.username", "smartbav_observer");
        settings.put("belastbar.credentials.smartbav-db.password", "smartbav_observer-password");
        settings.put("smartbav.database.url", server + "/smartbav");
        for (String role : List.of("owner", "app")) {
            settings.put("smartbav.database." + role + ".password", "smartbav_" + role + "-password");
        }
        return Map.copyOf(settings);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
