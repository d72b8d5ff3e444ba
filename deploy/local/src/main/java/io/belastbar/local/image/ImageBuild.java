package io.belastbar.local.image;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The steps to an image, each a process of its own: the base, the packaged application with its list of parts, the tar.
 *
 * @param base null for the one that {@code deploy/images/base.sh} makes
 * @param arguments for Maven
 */
record ImageBuild(Path root, Path out, String base, List<String> arguments) {
    private static final String UNKNOWN = "unknown";

    /** Only once: the same JDK makes the same base. */
    void makeBase() throws IOException, InterruptedException {
        Path tar = images().resolve("target/base.tar");
        if (base == null && !Files.exists(tar)) {
            run(List.of(images().resolve("base.sh").toString(), tar.toString()));
        }
    }

    void packageAll(List<Packaged> applications) throws IOException, InterruptedException {
        run(packaging(applications));
    }

    /** Returns the tar; its digest and the list of its parts stand beside it. */
    Path make(Packaged application) throws IOException, InterruptedException {
        // Jib looks for classes of the module that it runs in, and ends when there is no folder of them.
        Files.createDirectories(images().resolve("target/none"));
        run(containerizing(application, revision()));
        Path tar = out.resolve(application.name() + ".tar");
        PartsList.read(root.resolve(application.module()).resolve("target/sbom.json"))
                .of(Layers.libraries(tar))
                .write(out.resolve(application.name() + ".cdx.json"));
        return tar;
    }

    Path digest(Packaged application) {
        return out.resolve(application.name() + ".digest");
    }

    List<String> packaging(List<Packaged> applications) {
        var command = maven();
        command.addAll(List.of("-DskipTests", "-Pimage", "-am", "-pl"));
        command.add(applications.stream().map(Packaged::module).collect(Collectors.joining(",")));
        command.add("package");
        command.addAll(arguments);
        return command;
    }

    List<String> containerizing(Packaged application, String revision) {
        var command = maven();
        command.addAll(List.of("-f", images().resolve("pom.xml").toString(), "jib:buildTar"));
        // Its own look for a newer version is a call to the outside that nobody asked for.
        command.add("-Djib.disableUpdateChecks=true");
        command.add("-Dimage.name=" + application.name());
        command.add("-Dimage.application=" + root.resolve(application.module()).resolve(application.folder()));
        command.add("-Dimage.start=" + application.start());
        command.add("-Dimage.out=" + out);
        command.add("-Dimage.revision=" + revision);
        if (base != null) {
            command.add("-Dbelastbar.image.base=" + base);
        }
        command.addAll(arguments);
        return command;
    }

    private Path images() {
        return root.resolve("deploy/images");
    }

    /** The commit, marked when the tree differs from it; unknown outside of a clone. */
    private String revision() throws InterruptedException {
        String commit = said(List.of("git", "rev-parse", "HEAD"));
        if (!commit.matches("[0-9a-f]{40,64}")) {
            return UNKNOWN;
        }
        return said(List.of("git", "status", "--porcelain")).isEmpty() ? commit : commit + "-changed";
    }

    private String said(List<String> command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? text : UNKNOWN;
        } catch (IOException notThere) {
            return UNKNOWN;
        }
    }

    private void run(List<String> command) throws InterruptedException {
        var builder = new ProcessBuilder(command).directory(root.toFile()).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new CommandFailure(
                        ExitCodes.ABORTED, "ended with %d: %s".formatted(code, String.join(" ", command)));
            }
        } catch (IOException notThere) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "%s was not found: put it on PATH (Maven 3.8.7 or newer)".formatted(command.getFirst()));
        }
    }

    private static List<String> maven() {
        return new ArrayList<>(List.of("mvn", "--batch-mode", "--no-transfer-progress", "-q"));
    }
}
