package io.belastbar.embedded.kafka;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the broker's own jars are. They are never on this class path, because the broker's kafka-clients must not meet
 * a service's.
 */
public final class BrokerClassPath {
    /** Set by a launcher that is installed elsewhere than in the source tree. */
    static final String PROPERTY = "belastbar.broker.lib";

    private BrokerClassPath() {}

    /** What a JVM that is to be a broker is told by {@code -cp}. */
    public static String find() {
        String installed = System.getProperty(PROPERTY);
        if (installed != null) {
            return installed + File.separator + "*";
        }
        Path start = ownLocation();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            for (String place : List.of("embedded-broker/target", "platform/embedded-broker/target")) {
                Path target = folder.resolve(place);
                if (Files.isDirectory(target.resolve("lib"))) {
                    return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator
                            + "*";
                }
            }
        }
        throw new IllegalStateException("the broker's jars were not found from " + start
                + "; build platform/embedded-broker, or set -D" + PROPERTY);
    }

    private static Path ownLocation() {
        try {
            return Path.of(BrokerClassPath.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
