package io.belastbar.local.status;

import io.belastbar.local.Printed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** {@code belastbar status} where some answer and some do not: asked with ever longer limits until it says what is so. */
public final class PatientStatus {
    private static final Duration FIRST_LIMIT = Duration.ofSeconds(1);
    private static final Duration LAST_LIMIT = Duration.ofSeconds(64);

    private PatientStatus() {}

    /** @param facts fails of a text that does not tell them */
    public static Printed says(Path home, Consumer<String> facts) {
        for (Duration limit = FIRST_LIMIT; ; limit = limit.multipliedBy(2)) {
            var printed = within(limit, home);
            try {
                facts.accept(printed.text());
                return printed;
            } catch (AssertionError notYet) {
                if (limit.compareTo(LAST_LIMIT) >= 0) {
                    throw notYet;
                }
            }
        }
    }

    static Printed within(Duration limit, Path home) {
        return Printed.by(new StatusCommand(limit), "--home", home.toString());
    }
}
