package io.belastbar.service.defaults;

import io.belastbar.service.ChosenNames;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings of the environment with chosen names, which the frameworks would read with dots for hyphens.
 * Values are read as those of all variables: <code>\\${</code> for a text that would be an expression.
 */
public final class ChosenNamesConfig implements ConfigSource {
    /** Just above the environment's own, which says the same. */
    private static final int ORDINAL = 301;

    private final Map<String, String> settings;

    public ChosenNamesConfig() {
        this(System.getenv());
    }

    ChosenNamesConfig(Map<String, String> environment) {
        settings = ChosenNames.settings(environment);
    }

    @Override
    public Set<String> getPropertyNames() {
        return settings.keySet();
    }

    @Override
    public String getValue(String name) {
        return settings.get(name);
    }

    @Override
    public String getName() {
        return "chosen names in the environment";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
