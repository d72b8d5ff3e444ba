package io.belastbar.local.launch;

import io.belastbar.service.ChosenNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The targets, credentials, signing keys and e-mail addresses that the environment names: {@code
 * BELASTBAR_TARGETS_SHOP_API_URL} is the URL of {@code shop-api}, by the rule of {@link ChosenNames} for all of them.
 */
public final class EnvironmentTargets {
    private static final Pattern TARGET = Pattern.compile(
            "BELASTBAR_TARGETS_([A-Z][A-Z0-9_]*)_(URL|ENVIRONMENT|STATEMENTS_OF|PLAN_AS|MEMORY|DISK|CONNECTIONS|CA|CERTIFICATES)");
    private static final Pattern OF_A_TARGET = Pattern.compile("belastbar\\.targets\\.([^.]+)\\.(url|ca)");

    /** Empty: not named, which counts as production. */
    private static final Set<String> ENVIRONMENTS = Set.of("local", "test", "staging", "production", "");

    /** Empty: not said, which is checked. */
    private static final Set<String> CERTIFICATES = Set.of("checked", "any", "");

    private EnvironmentTargets() {}

    /** For the connection file; an address of one's own without a word on its environment does not keep ours. */
    static Map<String, String> settings(Map<String, String> environment) {
        var settings = new TreeMap<String, String>();
        ChosenNames.settings(environment).forEach((key, value) -> put(settings, key, value));
        return settings;
    }

    /** What the services would refuse at their start: a sentence with the variable, its rule and its value. */
    static List<String> problems(Map<String, String> environment) {
        var problems = new ArrayList<String>();
        new TreeMap<>(environment).forEach((variable, value) -> {
            Matcher target = TARGET.matcher(variable);
            String field = target.matches() ? target.group(2) : "";
            if (field.equals("ENVIRONMENT") && !ENVIRONMENTS.contains(value.toLowerCase(Locale.ROOT))) {
                problems.add(variable + " should be local, test, staging or production: was " + value);
            } else if (field.equals("CERTIFICATES") && !CERTIFICATES.contains(value.toLowerCase(Locale.ROOT))) {
                problems.add(variable + " should be checked or any: was " + value);
            } else if (field.equals("CA") && !value.isBlank() && !Files.isReadable(Path.of(value))) {
                problems.add(variable + " should be a readable file with certificates in PEM form: was " + value);
            } else if (field.equals("URL") && !isUrl(value)) {
                problems.add(variable + " should be a URL such as http://HOST:PORT or postgresql://HOST:PORT/DB: was "
                        + value.replaceFirst("//.*@", "//…@"));
            }
        });
        return problems;
    }

    private static boolean isUrl(String text) {
        try {
            var url = new URI(text);
            return url.getScheme() != null && url.getRawAuthority() != null;
        } catch (URISyntaxException notUrl) {
            return false;
        }
    }

    private static void put(Map<String, String> settings, String key, String value) {
        Matcher target = OF_A_TARGET.matcher(key);
        String field = target.matches() ? target.group(2) : "";
        settings.put(key, literal(field.equals("ca") ? absolute(value) : value));
        if (field.equals("url")) {
            settings.putIfAbsent("belastbar.targets." + target.group(1) + ".environment", "");
        }
    }

    /** The services run in another folder. */
    private static String absolute(String file) {
        return file.isBlank() ? file : Path.of(file).toAbsolutePath().toString();
    }

    /** Variables that would hide a setting from the services, with the value that the setting has. */
    static Map<String, String> overridden(Map<String, String> settings, Map<String, String> environment) {
        var overridden = new TreeMap<String, String>();
        settings.forEach((name, value) -> {
            String variable = ChosenNames.variable(name);
            if (environment.containsKey(variable)) {
                overridden.put(variable, value);
            }
        });
        return overridden;
    }

    /** The variable by which the environment registers a target of this name. */
    public static String variable(String target) {
        return ChosenNames.variable("belastbar.targets." + target + ".url");
    }

    /** A value may hold what the services' configuration would take for an expression. */
    public static String literal(String value) {
        return value.replace("$", "\\$");
    }
}
