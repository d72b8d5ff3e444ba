package io.belastbar.examples.sap.posting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The postings as lines of a file, so that a killed process has them again. Not forced to disk: what is to outlive a
 * kill is with the operating system once it is written.
 */
public final class Journal {
    private static final int FIELDS = 5;

    private final List<Posting> postings;
    private final Optional<FileChannel> file;

    private Journal(List<Posting> postings, Optional<FileChannel> file) {
        this.postings = List.copyOf(postings);
        this.file = file;
    }

    /** Keeps nothing. */
    public static Journal none() {
        return new Journal(List.of(), Optional.empty());
    }

    /** Reads what is there; a last line that was cut off by a kill was never answered, and goes. */
    public static Journal open(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        byte[] bytes = Files.readAllBytes(path);
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        file.truncate(whole).position(whole);
        var postings = new ArrayList<Posting>();
        new String(bytes, 0, whole, StandardCharsets.UTF_8)
                .lines()
                .map(Journal::parse)
                .forEach(postings::add);
        return new Journal(postings, Optional.of(file));
    }

    /** What was there when it was opened. */
    List<Posting> postings() {
        return postings;
    }

    void append(Posting posting) {
        file.ifPresent(channel -> write(channel, line(posting)));
    }

    private static void write(FileChannel channel, String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the journal of postings cannot be written", failure);
        }
    }

    private static String line(Posting posting) {
        return String.join(
                        "\t",
                        posting.key(),
                        posting.subject(),
                        Long.toString(posting.version()),
                        posting.kind(),
                        posting.digest())
                + "\n";
    }

    private static Posting parse(String line) {
        String[] fields = line.split("\t", FIELDS);
        if (fields.length < FIELDS) {
            throw new IllegalStateException("not a line of a journal of postings: " + line);
        }
        return new Posting(fields[0], fields[1], Long.parseLong(fields[2]), fields[3], fields[4]);
    }
}
