package io.belastbar.service.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The answers of one test JVM, in a file: each start of Quarkus has class loaders of its own, and so would have a list
 * of its own.
 */
final class AnswerFile {
    private static final Path FILE =
            Path.of("target", "answers-" + ProcessHandle.current().pid() + ".txt");

    private AnswerFile() {}

    static void add(Answer answer) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, answer.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each once; none when no test of this JVM asked the service anything. */
    static List<Answer> read() throws IOException {
        if (Files.notExists(FILE)) {
            return List.of();
        }
        return Files.readAllLines(FILE).stream()
                .distinct()
                .map(Answer::parse)
                .flatMap(Optional::stream)
                .toList();
    }
}
