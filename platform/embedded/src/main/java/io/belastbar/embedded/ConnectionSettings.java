package io.belastbar.embedded;

import io.belastbar.embedded.kafka.KafkaLogin;
import io.belastbar.embedded.postgres.PlatformDatabases;
import io.belastbar.service.Services;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration that services, tests and the command line read: where the servers are, and who may call.
 *
 * @param postgresPort and the other ports are on loopback
 * @param passwords by {@link #ACCOUNTS}
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
            "alerts", "alerts",
            "service", "viewer,engineer");

    private static final String SAMPLE = "smartbav";
    private static final String LOAD_TARGET = "smartbav-app-db";
    /** As who owns the sample's schema logs in: game days that make an index, and compare all tenants' rows. */
    private static final String SAMPLE_OWNER = "smartbav-owner";

    private static final String SCRATCH = "smartbav-db-scratch";
    private static final String KAFKA = "kafka.";
    private static final String REDIS = "redis";
    /** Where budget-service tells chaos-service of its alerts. */
    private static final String ALERTS = "game-day-alerts";

    /** Two users of the sample, each of another tenant; their password is public, they are there to be used by tests. */
    private static final Map<String, String> SAMPLE_BROKERS = Map.of(
            "smartbav-broker", "makler1@smartcloud.de",
            "smartbav-broker-2", "makler2@smartcloud.de");

    private static final String SAMPLE_PASSWORD = "testpass123";
    /** The secret by which the sample knows the insurer's webhooks. */
    private static final String WEBHOOK = "smartbav-webhook";

    /** Whoever has a password: the database's roles, Kafka's users ({@code kafka.<user>}), whoever uses Redis, and the insurer. */
    public static final List<String> ACCOUNTS = Stream.of(
                    PlatformDatabases.ROLES.stream(),
                    KafkaLogin.USERS.stream().map(KAFKA::concat),
                    Stream.of(REDIS, WEBHOOK))
            .flatMap(names -> names)
            .toList();

    /** Kafka's users of all accounts, by name. */
    public static Map<String, String> kafkaPasswords(Map<String, String> passwords) {
        return KafkaLogin.USERS.stream().collect(Collectors.toMap(user -> user, user -> passwords.get(KAFKA + user)));
    }

    public static String redisPassword(Map<String, String> passwords) {
        return passwords.get(REDIS);
    }

    /**
     * What every service and the command line read, in the spelling that MicroProfile Config reads. Redis, the targets'
     * databases and the calls between services have one password for all.
     */
    public SortedMap<String, String> toProperties() {
        var settings = new TreeMap<String, String>();
        String server = "postgresql://127.0.0.1:" + postgresPort;
        settings.put("belastbar.postgresql.url", server + "/belastbar");
        settings.put("kafka.bootstrap.servers", "127.0.0.1:" + kafkaPort);
        settings.put("belastbar.redis.url", "redis://:" + passwords.get(REDIS) + "@127.0.0.1:" + redisPort);
        ROLES.forEach((principal, roles) -> {
            settings.put("belastbar.security.tokens." + principal + ".sha256", sha256(tokens.get(principal)));
            settings.put("belastbar.security.tokens." + principal + ".roles", roles);
        });
        settings.put("belastbar.security.service-token", tokens.get("service"));
        target(settings, "smartbav-db", server);
        credentials(settings, "smartbav-db", "smartbav_observer");
        settings.put("belastbar.targets.smartbav-db.statements-of", "smartbav_app");
        settings.put("belastbar.targets.smartbav-db.plan-as", "smartbav_reader");
        // The observer cannot lock a row; load on the database comes as the application's does.
        target(settings, LOAD_TARGET, server);
        settings.put("smartbav.database.url", server + "/smartbav");
        return settings;
    }

    /** What only this service reads: who it is for PostgreSQL and for Kafka. Empty for one that uses neither. */
    public SortedMap<String, String> own(String service) {
        var settings = new TreeMap<String, String>();
        if (Services.names().contains(service)) {
            settings.put("belastbar.postgresql.password." + service, passwords.get(service));
        }
        if (service.equals(SAMPLE)) {
            settings.put("smartbav.webhook.secret", passwords.get(WEBHOOK));
            for (String role : List.of("owner", "app")) {
                settings.put("smartbav.database." + role + ".password", passwords.get("smartbav_" + role));
            }
        }
        if (service.equals("insurer")) {
            settings.put("insurer.webhook.secret", passwords.get(WEBHOOK));
        }
        if (service.equals("profiling")) {
            credentials(settings, SCRATCH, "belastbar_scratch");
        }
        if (service.equals("budget")) {
            settings.put("belastbar.credentials." + ALERTS + ".token", tokens.get("alerts"));
        }
        if (service.equals("chaos")) {
            credentials(settings, SAMPLE_OWNER, "smartbav_owner");
            SAMPLE_BROKERS.forEach((name, user) -> {
                settings.put("belastbar.credentials." + name + ".username", user);
                settings.put("belastbar.credentials." + name + ".password", SAMPLE_PASSWORD);
            });
        }
        if (service.equals("loadtest")) {
            credentials(settings, LOAD_TARGET, "smartbav_app");
        }
        if (KafkaLogin.USERS.contains(service)) {
            KafkaLogin.client(service, passwords.get(KAFKA + service))
                    .forEach((key, value) -> settings.put(KAFKA + key, value));
        }
        return settings;
    }

    private static void target(Map<String, String> settings, String name, String server) {
        settings.put("belastbar.targets." + name + ".url", server + "/smartbav");
        settings.put("belastbar.targets." + name + ".environment", "local");
    }

    private void credentials(Map<String, String> settings, String target, String role) {
        settings.put("belastbar.credentials." + target + ".username", role);
        settings.put("belastbar.credentials." + target + ".password", passwords.get(role));
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
