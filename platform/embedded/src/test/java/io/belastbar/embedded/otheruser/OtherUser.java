package io.belastbar.embedded.otheruser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another user of this machine, who is nobody in particular. */
public final class OtherUser {
    public static final List<String> NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--inh-caps=-all");

    private OtherUser() {}

    /** Whether this build may change its user; root may. */
    public static boolean isPossible() throws Exception {
        var command = new ArrayList<>(NOBODY);
        command.add("true");
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException noSetpriv) {
            return false;
        }
    }

    /** What a command prints when nobody runs it; what it complains about is left out. */
    static String output(List<String> command) throws Exception {
        var asNobody = new ArrayList<>(NOBODY);
        asNobody.addAll(command);
        return outputAsMyself(asNobody);
    }

    static String outputAsMyself(List<String> command) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File("/dev/null"))
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** This class path, copied: root's checkout and Maven repository are root's alone. */
    public static String readableClassPath(Path folder) throws Exception {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        var entries = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path copy = lib.resolve(entries.size() + "-" + Path.of(entry).getFileName());
            copy(Path.of(entry), copy);
            entries.add(copy.toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    public static void copy(Path from, Path to) throws Exception {
        int code = new ProcessBuilder("cp", "-RL", from.toString(), to.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
