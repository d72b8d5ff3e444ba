package io.belastbar.web.trace;

import io.belastbar.web.outbound.RoughServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * One for all tests of this JVM, on a port that is known before the application starts. What it heard stands in a system
 * property: whoever starts the application and the test have this class twice.
 */
final class SilentCollector {

    private static final String HEARD = "belastbar.test.collector.heard";
    private static final RoughServer SERVER = open();

    private SilentCollector() {}

    static String address() {
        return SERVER.uri().toString();
    }

    /** The first that was sent to it. */
    static Optional<String> heard() {
        return Optional.ofNullable(System.getProperty(HEARD));
    }

    private static RoughServer open() {
        try {
            return new RoughServer(
                    out -> System.setProperty(HEARD, SERVER.received().getFirst()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
