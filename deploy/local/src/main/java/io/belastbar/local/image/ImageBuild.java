package io.belastbar.local.image;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.image.steady.RecordedProxies;
import io.belastbar.local.image.steady.SteadyJvm;
import java.io.IOException;
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
record ImageBuild(Path root, ImageFolder out, String base, List<String> arguments, Steps steps) {
    /**
     * Only once: the same JDK makes the same base.
     *
     * @throws CommandFailure when the JDK is without jlink, which some distributions package apart
     */
    void makeBase(Path javaHome) throws IOException, InterruptedException {
        Path tar = images().resolve("target/base.tar");
        if (base != null || Files.exists(tar)) {
            return;
        }
        if (!Files.isExecutable(javaHome.resolve("bin/jlink"))) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "the base needs a JDK with jlink, or --base with an image of yours: was JAVA_HOME=" + javaHome);
        }
        steps.run(List.of(images().resolve("base.sh").toString(), tar.toString()));
    }

    /** So that the same sources give the same bytes. */
    void packageAll(List<Packaged> applications) throws IOException, InterruptedException {
        for (Packaged application : applications) {
            Files.deleteIfExists(partsList(application));
        }
        steps.run(packaging(applications), new SteadyJvm(root).options());
        for (Packaged application : applications) {
            RecordedProxies.renumber(folder(application));
        }
    }

    /** Its digest, the list of its parts and their licences stand beside it. */
    MadeImage make(Packaged application) throws IOException, InterruptedException {
        // Jib looks for classes of the module that it runs in, and ends when there is no folder of them.
        Files.createDirectories(images().resolve("target/none"));
        steps.run(containerizing(application, steps.revision()));
        String name = application.name();
        PartsList parts = PartsList.read(partsList(application)).of(Layers.libraries(out.unfinished(name + ".tar")));
        parts.write(out.unfinished(name + ".cdx.json"));
        Licences licences = Licences.of(parts);
        Files.writeString(out.unfinished(name + ".licences.txt"), licences.text(name));
        out.finish(name);
        return new MadeImage(out.finished(name + ".tar"), out.finished(name + ".digest"), licences);
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
        command.add("-Dimage.application=" + folder(application));
        command.add("-Dimage.start=" + application.start());
        command.add("-Dimage.out=" + out.unfinished());
        command.add("-Dimage.revision=" + revision);
        if (base != null) {
            command.add("-Dbelastbar.image.base=" + base);
        }
        command.addAll(arguments);
        return command;
    }

    private Path partsList(Packaged application) {
        return root.resolve(application.module()).resolve("target/sbom.json");
    }

    private Path folder(Packaged application) {
        return root.resolve(application.module()).resolve(application.folder());
    }

    private Path images() {
        return root.resolve("deploy/images");
    }

    private static List<String> maven() {
        return new ArrayList<>(List.of("mvn", "--batch-mode", "--no-transfer-progress", "-q"));
    }
}
