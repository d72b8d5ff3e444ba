package io.belastbar.web.problem;

import java.util.Locale;

/** 403: nobody registered this target for what is asked of it, so no load, fault or query goes there. */
public final class TargetNotAllowed extends DomainFailure {

    public TargetNotAllowed(String target) {
        this(target, "is not registered (belastbar.targets)");
    }

    private TargetNotAllowed(String target, String because) {
        this("target \"" + target + "\" " + because, true);
    }

    private TargetNotAllowed(String sentence, boolean whole) {
        super(403, "target-not-allowed", "Target not allowed", sentence);
    }

    /** What is asked for needs a credential of this name, and nobody configured one. */
    public static TargetNotAllowed noCredential(String name) {
        return new TargetNotAllowed(
                "credential \"" + name + "\" is not configured: set " + variable("CREDENTIALS", name, "USERNAME")
                        + " and " + variable("CREDENTIALS", name, "PASSWORD") + " (belastbar.credentials." + name + ")",
                true);
    }

    /** The authority by which its certificate is to be checked is not there. */
    public static TargetNotAllowed unreadableAuthority(String target, String file, String why) {
        return new TargetNotAllowed(
                variable("TARGETS", target, "CA") + " (belastbar.targets." + target
                        + ".ca) should be a readable file with certificates in PEM form: was " + file + ", " + why,
                true);
    }

    /** As the environment names a setting. */
    private static String variable(String kind, String name, String field) {
        return "BELASTBAR_" + kind + "_"
                + String.valueOf(name).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_" + field;
    }

    /** It is registered, for example as a database, but does not speak HTTP. */
    public static TargetNotAllowed noWebAddress(String target) {
        return new TargetNotAllowed(target, "is no web address");
    }
}
