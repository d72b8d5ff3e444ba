package io.belastbar.web.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/**
 * Counters that are there at 0 from the start. One that appears with its first event has no increase by it
 * ({@code increase()} needs two values), just where "alert above 0" counts. Each module names its own, with the values of their
 * labels, in {@value #FILE}: {@code belastbar.audit.failures = phase: begin outcome}; several labels are divided by commas.
 */
@ApplicationScoped
public class DeclaredCounters {
    private static final String FILE = "META-INF/belastbar-counters.properties";

    void start(@Observes StartupEvent started, MeterRegistry metrics) throws IOException {
        for (URL file :
                Collections.list(Thread.currentThread().getContextClassLoader().getResources(FILE))) {
            Properties counters = new Properties();
            try (Reader text = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
                counters.load(text);
            }
            counters.stringPropertyNames()
                    .forEach(name -> series(counters.getProperty(name)).forEach(tags -> metrics.counter(name, tags)));
        }
    }

    /** Every combination of the labels' values; one series without labels if there are none. */
    static List<List<Tag>> series(String labels) {
        List<List<Tag>> series = List.of(List.of());
        for (String label : labels.isBlank() ? new String[0] : labels.split(",")) {
            String[] nameAndValues = label.split(":", 2);
            List<List<Tag>> longer = new ArrayList<>();
            for (List<Tag> shorter : series) {
                for (String value : nameAndValues[1].strip().split("\\s+")) {
                    List<Tag> tags = new ArrayList<>(shorter);
                    tags.add(Tag.of(nameAndValues[0].strip(), value));
                    longer.add(tags);
                }
            }
            series = longer;
        }
        return series;
    }
}
