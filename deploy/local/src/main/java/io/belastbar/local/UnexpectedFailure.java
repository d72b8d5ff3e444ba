package io.belastbar.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A failure that nobody foresaw: one sentence for the user, and its stack in a file for whoever mends it. */
final class UnexpectedFailure {
    private UnexpectedFailure() {}

    static String sentence(Throwable failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return "belastbar stopped at something that it did not expect (%s: %s). Try it again; if it stays, report it with %s."
                .formatted(failure.getClass().getSimpleName(), message, logged(failure));
    }

    /** A file of its own in the temporary folder: the home may be what has failed. */
    private static String logged(Throwable failure) {
        var stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack, true));
        try {
            Path file = Files.createTempFile("belastbar-failure-", ".log");
            Files.writeString(file, stack.toString());
            return file.toString();
        } catch (IOException full) {
            return "what it says here; its details could not be written (" + full.getMessage() + ")";
        }
    }
}
