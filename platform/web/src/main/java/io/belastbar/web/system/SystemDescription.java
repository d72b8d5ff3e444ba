package io.belastbar.web.system;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What a system under test consists of.
 *
 * @param system the id that all documents and addresses use
 * @param zone in which times stand in its reports; UTC unless the document says another
 * @param targets kind to registered target: {@code postgresql} to {@code smartbav-db}; none of a system of which
 *     measurements are sent and that nobody here reaches
 * @param databaseDescription how its database is to be read
 * @param metrics path of the page of metrics of its {@code http} target: {@code /q/metrics}; empty: it has none
 */
public record SystemDescription(
        String system,
        String name,
        String description,
        ZoneId zone,
        Map<String, String> targets,
        DatabaseDescription databaseDescription,
        Optional<String> metrics) {
    public SystemDescription {
        targets = Map.copyOf(targets);
        // What was stored before such a section was known says nothing of it.
        databaseDescription = databaseDescription == null ? DatabaseDescription.NONE : databaseDescription;
    }

    /** Of whose database nothing is said. */
    public SystemDescription(String system, String name, String description, ZoneId zone, Map<String, String> targets) {
        this(system, name, description, zone, targets, DatabaseDescription.NONE, Optional.empty());
    }

    /** That has no page of metrics. */
    public SystemDescription(
            String system,
            String name,
            String description,
            ZoneId zone,
            Map<String, String> targets,
            DatabaseDescription databaseDescription) {
        this(system, name, description, zone, targets, databaseDescription, Optional.empty());
    }

    /** The registered database target; empty when the system has none. */
    public Optional<String> database() {
        return Optional.ofNullable(targets.get("postgresql"));
    }

    /** Whether the document names this registered target. */
    public boolean names(String target) {
        return targets.containsValue(target);
    }
}
