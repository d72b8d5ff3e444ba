package io.belastbar.local.launch;

import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The start-up archives of one service of one source tree. All trees of a user share the folder; each knows its own by
 * the prefix and leaves the others' alone.
 *
 * @param build changes with the service, its flags and the JDK
 */
record StartupArchives(Path folder, String prefix, String build) {
    private static final String ENDING = ".aot";

    static StartupArchives of(Path root, ChildService service) {
        return new StartupArchives(
                BelastbarHome.cache().resolve("startup"),
                service.account() + "-" + tree(root) + "-",
                new ServiceJvm(root, service).fingerprint());
    }

    static String tree(Path root) {
        return Integer.toHexString(root.toAbsolutePath().normalize().toString().hashCode());
    }

    /** Where the archive of this build is, or would be. */
    Path current() {
        return folder.resolve(prefix + build + ENDING);
    }

    /** Where this launcher's training writes: another may train for the same tree. */
    Path recording() {
        return folder.resolve(
                prefix + build + ENDING + "." + ProcessHandle.current().pid());
    }

    /** Makes what was recorded the current one; those of earlier builds of this tree go. */
    void adopt() throws IOException {
        Files.move(recording(), current(), StandardCopyOption.ATOMIC_MOVE);
        try (var files = Files.newDirectoryStream(folder, prefix + "*" + ENDING)) {
            for (Path file : files) {
                if (!file.equals(current())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Removes what a training that was ended left, this launcher's or one's that is gone. */
    void removeUnfinished() throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.newDirectoryStream(folder, prefix + "*" + ENDING + ".*")) {
            for (Path file : files) {
                String launcher = file.getFileName().toString().replaceFirst("^.*\\.aot\\.(\\d+).*$", "$1");
                long pid = launcher.matches("\\d{1,10}") ? Long.parseLong(launcher) : 0;
                if (pid == ProcessHandle.current().pid()
                        || ProcessHandle.of(pid).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
