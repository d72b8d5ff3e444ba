package io.belastbar.web.log;

import java.util.Map;
import java.util.logging.Level;

/** The words of a level that a reader has to know: java.util.logging, by which some libraries write, has others for the same. */
final class AgreedLevel {
    private static final Map<Level, Level> OURS = Map.of(
            Level.SEVERE, org.jboss.logmanager.Level.ERROR,
            Level.WARNING, org.jboss.logmanager.Level.WARN,
            Level.CONFIG, org.jboss.logmanager.Level.DEBUG,
            Level.FINE, org.jboss.logmanager.Level.DEBUG,
            Level.FINER, org.jboss.logmanager.Level.TRACE,
            Level.FINEST, org.jboss.logmanager.Level.TRACE);

    private AgreedLevel() {}

    /** FATAL, ERROR, WARN, INFO, DEBUG or TRACE. */
    static Level of(Level level) {
        return level == null ? org.jboss.logmanager.Level.INFO : OURS.getOrDefault(level, level);
    }
}
