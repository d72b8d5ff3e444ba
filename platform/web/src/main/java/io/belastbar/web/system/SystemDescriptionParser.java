package io.belastbar.web.system;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code system.yml}; reports all errors of a document at once. */
public final class SystemDescriptionParser {
    private static final Set<String> FIELDS =
            Set.of("system", "name", "description", "zone", "targets", "database", "metrics");
    private static final Set<String> OF_DATABASE = Set.of("tenant-setting", "tenants", "analyze", "scratch");
    private static final String SETTING = "[a-z_][a-z0-9_]*(?:\\.[a-z_][a-z0-9_]*)+";
    /** Whatever a system has one of; its second instance, and the doors by which its parts are broken, too. */
    private static final Set<String> KINDS = Set.of(
            "http",
            "http-2",
            "postgresql",
            "redis",
            "insurer",
            "sap",
            "kafka",
            "proxies",
            "control",
            "probe",
            "old-primary");

    private static final String TARGET = "[a-z][a-z0-9-]{0,62}";

    private SystemDescriptionParser() {}

    /**
     * The description in a document that was sent for {@code system}.
     *
     * @throws io.belastbar.document.InvalidInput with every error that the document has
     */
    public static SystemDescription parse(String system, String document) {
        DocumentNode root = DocumentParser.parse(document);
        ErrorCollector errors = new ErrorCollector();
        if (!root.requireMapping(errors)) {
            errors.throwIfAny("not a system description");
        }
        root.rejectUnknown(FIELDS, errors);
        DocumentNode id = root.required("system", errors);
        id.asName(errors)
                .filter(text -> !text.equals(system))
                .ifPresent(text -> errors.add(id, "must be the system of the address: " + system, text));
        SystemDescription description = new SystemDescription(
                system,
                root.optionalName("name", errors).orElse(system),
                root.optionalString("description", errors).orElse(""),
                zone(root, errors),
                root.optional("targets").map(node -> targets(node, errors)).orElse(Map.of()),
                root.optional("database").map(node -> database(node, errors)).orElse(DatabaseDescription.NONE),
                metrics(root, errors));
        errors.throwIfAny("system description has errors");
        return description;
    }

    private static DatabaseDescription database(DocumentNode node, ErrorCollector errors) {
        if (!node.requireMapping(errors)) {
            return DatabaseDescription.NONE;
        }
        node.rejectUnknown(OF_DATABASE, errors);
        Optional<String> setting = node.optionalString("tenant-setting", errors);
        setting.filter(text -> !text.matches(SETTING))
                .ifPresent(text -> errors.add(
                        node.required("tenant-setting", errors),
                        "must be a session setting such as app.organization_id",
                        text));
        Optional<String> tenants = node.optionalString("tenants", errors);
        if (setting.isPresent() != tenants.isPresent()) {
            errors.add(
                    node,
                    "tenant-setting and tenants need each other: which setting, and which values it may have",
                    "");
        }
        Optional<String> scratch = node.optionalString("scratch", errors);
        scratch.filter(text -> !text.matches(TARGET))
                .ifPresent(text -> errors.add(
                        node.required("scratch", errors),
                        "must be the name of a registered target, not an address",
                        text));
        boolean analyze = node.optionalBoolean("analyze", errors).orElse(false);
        return new DatabaseDescription(setting, tenants, analyze, scratch);
    }

    private static Optional<String> metrics(DocumentNode root, ErrorCollector errors) {
        Optional<String> path = root.optionalString("metrics", errors);
        path.filter(text -> !text.matches("/[A-Za-z0-9._~/-]{0,200}"))
                .ifPresent(text -> errors.add(
                        root.required("metrics", errors),
                        "must be a path of the http target, such as /q/metrics",
                        text));
        return path;
    }

    private static ZoneId zone(DocumentNode root, ErrorCollector errors) {
        String text = root.optionalString("zone", errors).orElse("UTC");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            errors.add(
                    root.required("zone", errors),
                    "must be a time zone of the IANA database, such as Europe/Berlin",
                    text);
            return ZoneOffset.UTC;
        }
    }

    private static Map<String, String> targets(DocumentNode node, ErrorCollector errors) {
        Map<String, String> targets = new LinkedHashMap<>();
        if (!node.requireMapping(errors)) {
            return targets;
        }
        node.rejectUnknown(KINDS, errors);
        node.fields().forEach((kind, value) -> value.asString(errors).ifPresent(target -> {
            if (!target.matches(TARGET)) {
                errors.add(value, "must be the name of a registered target, not an address", target);
            }
            targets.put(kind, target);
        }));
        return targets;
    }
}
