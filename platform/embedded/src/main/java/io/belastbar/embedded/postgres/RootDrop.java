package io.belastbar.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/**
 * How a process that PostgreSQL refuses to run as root is run by root all the same.
 *
 * <p>First choice is a user namespace in which root is nobody in particular: files stay root's. Where the system does
 * not allow one, the process becomes {@code nobody}, and its data directory is given to that user.
 */
enum RootDrop {
    /** Not root: nothing to drop. */
    NONE(List.of()),
    NAMESPACE(List.of("unshare", "-U")),
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"));

    private final List<String> prefix;

    RootDrop(List<String> prefix) {
        this.prefix = prefix;
    }

    /** What stands before the command. */
    List<String> prefix() {
        return prefix;
    }

    /** Lets the process that runs with this prefix own the folder and all below it, and reach it. */
    void own(Path folder) throws IOException, InterruptedException {
        if (this != NOBODY) {
            return;
        }
        if (run("chown", "-R", "65534:65534", folder.toString()) != 0) {
            throw new IOException("could not give " + folder + " to the user nobody");
        }
        letPass(folder.toAbsolutePath().normalize());
    }

    /** Through the closed folders above it, up to the user's own; nobody can list them, or enter what is beside. */
    private static void letPass(Path folder) throws IOException {
        Path limit = Path.of(System.getProperty("user.home"));
        for (Path above = folder.getParent(); above != null && !above.equals(limit); above = above.getParent()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(above);
            if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
                Files.setPosixFilePermissions(above, permissions);
            }
        }
    }

    /** What this system allows. */
    static RootDrop choose() throws IOException, InterruptedException {
        boolean root = Files.exists(Path.of("/proc/self"))
                && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        if (!root) {
            return NONE;
        }
        return run("unshare", "-U", "true") == 0 ? NAMESPACE : NOBODY;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
