package io.belastbar.local.measure;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** How many bytes the files have that a path or a glob such as {@code dist/assets/*.js} names, all together. */
final class ArtefactSize {
    private static final String WILDCARD = ".*[*?\\[{].*";

    private final Path folder;

    /** @param folder against which relative names are resolved */
    ArtefactSize(Path folder) {
        this.folder = folder;
    }

    /**
     * The files.
     *
     * @throws CommandFailure if there is none
     */
    List<Path> files(String name) throws IOException {
        Path exact = name.matches(WILDCARD) ? null : folder.resolve(name);
        List<Path> found = exact == null ? matching(name) : Files.isRegularFile(exact) ? List.of(exact) : List.of();
        if (found.isEmpty()) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, "no file is named " + name);
        }
        return found;
    }

    /** As they lie there, or as a web server sends them. */
    long bytes(List<Path> files, boolean gzip) throws IOException {
        long sum = 0;
        for (Path file : files) {
            sum += gzip ? zipped(file) : Files.size(file);
        }
        return sum;
    }

    private List<Path> matching(String glob) throws IOException {
        Path start = start(glob);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + absolute(glob));
        try (Stream<Path> tree = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(file.toAbsolutePath().normalize()))
                    .sorted()
                    .toList();
        }
    }

    /** The folder above the first name with a wildcard. */
    private Path start(String glob) {
        Path start = glob.startsWith("/") ? Path.of("/") : folder;
        for (String part : glob.split("/")) {
            if (part.matches(WILDCARD)) {
                return start;
            }
            start = part.isEmpty() ? start : start.resolve(part);
        }
        return start;
    }

    private String absolute(String glob) {
        if (glob.startsWith("/")) {
            return glob;
        }
        String relative = glob.startsWith("./") ? glob.substring(2) : glob;
        return folder.toAbsolutePath().normalize() + "/" + relative;
    }

    private static long zipped(Path file) throws IOException {
        var counter = new CountingStream();
        try (var zip = new GZIPOutputStream(counter)) {
            Files.copy(file, zip);
        }
        return counter.bytes;
    }

    private static final class CountingStream extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            bytes += len;
        }
    }
}
