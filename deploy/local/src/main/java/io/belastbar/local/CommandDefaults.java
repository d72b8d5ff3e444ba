package io.belastbar.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What an option is when the command line does not say: the environment ({@code --lang}: {@code BELASTBAR_LANG}), else
 * {@code belastbar.properties} in the working directory ({@code lang=de}), else the option's own default.
 */
public final class CommandDefaults implements IDefaultValueProvider {
    static final Path FILE = Path.of("belastbar.properties");
    private static final SortedSet<String> KEYS =
            new TreeSet<>(Set.of("home", "lang", "system", "budget", "out", "export"));

    private final UnaryOperator<String> environment;
    private final Path file;

    public CommandDefaults() {
        this(System::getenv, FILE);
    }

    CommandDefaults(UnaryOperator<String> environment, Path file) {
        this.environment = environment;
        this.file = file;
    }

    /** @throws ParameterException when the file has a key that is no option, or cannot be read */
    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String key = option.longestName().replaceFirst("^-+", "");
        if (!KEYS.contains(key)) {
            return null;
        }
        String variable = environment.apply("BELASTBAR_" + key.toUpperCase(Locale.ROOT));
        return variable == null || variable.isBlank() ? fromFile(key, argument) : variable;
    }

    private String fromFile(String key, ArgSpec argument) {
        if (!Files.exists(file)) {
            return null;
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw refused(argument, file + " cannot be read: " + e.getMessage());
        }
        for (String name : properties.stringPropertyNames()) {
            if (!KEYS.contains(name)) {
                throw refused(argument, "%s: unknown key %s; known are %s".formatted(file, name, KEYS));
            }
        }
        return properties.getProperty(key);
    }

    private static ParameterException refused(ArgSpec argument, String message) {
        return new ParameterException(argument.command().commandLine(), message);
    }
}
