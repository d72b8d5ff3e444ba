package io.belastbar.budget.settings;

/** The documents beside the budget that a system stores here. */
public enum SettingsKind {
    ESCALATION_RULES("escalation rules"),
    MEASUREMENT_SOURCES("measurement sources");

    private final String words;

    SettingsKind(String words) {
        this.words = words;
    }

    /** As the audit log names it. */
    String words() {
        return words;
    }
}
