package io.belastbar.service;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings with a name that somebody chose, as the environment says them: {@code BELASTBAR_TARGETS_SHOP_API_URL} is
 * {@code belastbar.targets.shop-api.url}. A variable cannot say what an underscore was; here it is always a hyphen, in
 * targets, credentials, signing keys and e-mail addresses alike.
 */
public final class ChosenNames {

    private static final String NAME = "([A-Z][A-Z0-9_]*)";
    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "belastbar.targets.",
                    "(URL|ENVIRONMENT|STATEMENTS_OF|PLAN_AS|MEMORY|DISK|CONNECTIONS|CA|CERTIFICATES)"),
            new Kind("belastbar.credentials.", "(USERNAME|PASSWORD|TOKEN)"),
            new Kind("belastbar.escalation.signing-keys.", ""),
            new Kind("belastbar.escalation.emails.", ""));

    private ChosenNames() {}

    /** The settings by their keys, with the values as they are. */
    public static Map<String, String> settings(Map<String, String> environment) {
        var settings = new TreeMap<String, String>();
        environment.forEach((variable, value) -> key(variable).ifPresent(key -> settings.put(key, value)));
        return settings;
    }

    private static Optional<String> key(String variable) {
        return KINDS.stream().flatMap(kind -> kind.key(variable).stream()).findFirst();
    }

    /** The variable that says a setting: {@code belastbar.targets.shop-api.url}. */
    public static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private record Kind(String prefix, Pattern variable) {

        Kind(String prefix, String field) {
            this(prefix, Pattern.compile(ChosenNames.variable(prefix) + NAME + (field.isEmpty() ? "" : "_" + field)));
        }

        Optional<String> key(String variable) {
            Matcher matcher = this.variable.matcher(variable);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String name = dashed(matcher.group(1));
            return Optional.of(prefix + name + (matcher.groupCount() == 1 ? "" : "." + dashed(matcher.group(2))));
        }

        private static String dashed(String part) {
            return part.toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
