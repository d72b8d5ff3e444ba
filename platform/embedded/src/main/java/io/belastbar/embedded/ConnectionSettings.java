package io.belastbar.embedded;

import io.belastbar.embedded.postgres.PlatformDatabases;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration that services, tests and the command line read: where the servers are, and who may call.
 *
 * @param postgresPort and the other ports are on loopback
 * @param passwords of the database roles, by role
 * @param tokens of the callers in plain text, by principal; only their hashes are written
 */
public record ConnectionSettings(
        int postgresPort, int kafkaPort, int redisPort, Map<String, String> passwords, Map<String, String> tokens) {

    /** The principals of a local platform and what each may do. */
    public static final Map<String, String> ROLES = Map.of(
            "viewer", "viewer",
            "engineer", "viewer,engineer",
            "operator", "viewer,engineer,operator",
            "auditor", "viewer,auditor",
            "service", "viewer,engineer");

    /** Names and values, in the spelling that MicroProfile Config reads. */
    public SortedMap<String, String> toProperties() {
        var settings = new TreeMap<String, String>();
        String server = "postgresql://127.0.0.1:" + postgresPort;
        settings.put("belastbar.postgresql.url", server + "/belastbar");
        for (String service : PlatformDatabases.SERVICES) {
            settings.put("belastbar.postgresql.password." + service, passwords.get(service));
        }
        settings.put("kafka.bootstrap.servers", "127.0.0.1:" + kafkaPort);
        settings.put("belastbar.redis.url", "redis://127.0.0.1:" + redisPort);
        ROLES.forEach((principal, roles) -> {
            settings.put("belastbar.security.tokens." + principal + ".sha256", sha256(tokens.get(principal)));
            settings.put("belastbar.security.tokens." + principal + ".roles", roles);
        });
        settings.put("belastbar.security.service-token", tokens.get("service"));
        settings.put("belastbar.targets.smartbav-db.url", server + "/smartbav");
        settings.put("belastbar.targets.smartbav-db.environment", "local");
        settings.put("belastbar.credentials.smartbav-db.username", "smartbav_observer");
        settings.put("belastbar.credentials.smartbav-db.password", passwords.get("smartbav_observer"));
        settings.put("smartbav.database.url", server + "/smartbav");
        for (String role : List.of("owner", "app")) {
            settings.put("smartbav.database." + role + ".password", passwords.get("smartbav_" + role));
        }
        return settings;
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
