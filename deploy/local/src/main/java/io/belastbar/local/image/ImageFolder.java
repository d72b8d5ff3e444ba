package io.belastbar.local.image;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where images go: each appears there when it is whole, and what an interrupted build left is gone. */
final class ImageFolder {
    /** A tar and the layers that Jib keeps to use again; measured at 190 MB, rounded up. */
    private static final long BYTES_AN_IMAGE = 250_000_000;

    private static final double MEGABYTE = 1e6;

    private final Path folder;

    private ImageFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes it when it is not there.
     *
     * @throws CommandFailure when nothing can be written there, or there is no room for so many images
     */
    static ImageFolder open(Path folder, int images) throws IOException {
        var opened = new ImageFolder(folder.toAbsolutePath().normalize());
        try {
            opened.discard();
            Files.createDirectories(opened.unfinished());
        } catch (IOException refused) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "--out should be a folder that can be written to: was %s (%s)"
                            .formatted(folder, refused.getClass().getSimpleName()));
        }
        long usable = Files.getFileStore(opened.unfinished()).getUsableSpace();
        opened.requireRoom(images * BYTES_AN_IMAGE, usable);
        return opened;
    }

    void requireRoom(long needed, long usable) throws IOException {
        if (usable < needed) {
            discard();
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "%s should have %.0f MB of room: has %.0f MB; name another folder by --out, or fewer images by --only"
                            .formatted(folder, needed / MEGABYTE, usable / MEGABYTE));
        }
    }

    /** Where an image is made: on the same file system, so that it is moved as a whole. */
    Path unfinished() {
        return folder.resolve(".unfinished");
    }

    Path unfinished(String name) {
        return unfinished().resolve(name);
    }

    Path finished(String name) {
        return folder.resolve(name);
    }

    /** Its files take the place of those of an earlier build, the tar last. */
    void finish(String image) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(unfinished())) {
            files = all.sorted(Comparator.comparing(file -> file.toString().endsWith(".tar")))
                    .toList();
        }
        Files.deleteIfExists(finished(image + ".tar"));
        for (Path file : files) {
            Files.move(file, finished(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What is not finished. */
    synchronized void discard() throws IOException {
        if (Files.notExists(unfinished())) {
            return;
        }
        try (Stream<Path> all = Files.walk(unfinished())) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
