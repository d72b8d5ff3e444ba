package io.belastbar.local.image;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.SourceTree;
import io.belastbar.local.run.Interruption;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes container images as files, without a container engine and, unless a base is named, without a registry. */
@Command(
        name = "image",
        description = "Build container images as tar files, each with the list of its parts (SBOM).",
        mixinStandardHelpOptions = true)
public final class ImageCommand implements Callable<Integer> {
    /** For Maven to end once it was told to. */
    private static final Duration END_MAX = Duration.ofSeconds(10);

    @Option(names = "--tar", description = "Needed: as tar files, which docker load and skopeo read.")
    private boolean tar;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "One of the images, for example budget-service, dashboard or cli; may be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go; deploy/images/target unless told otherwise.")
    private Path out;

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description =
                    "A JDK 25 runtime, for example REGISTRY/IMAGE@sha256:…; made by deploy/images/base.sh if not told.")
    private String base;

    @Parameters(
            paramLabel = "ARG",
            description = "Handed to Maven, for example -Dmaven.repo.local=DIR.",
            arity = "0..*")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Packaged> wanted = wanted(only);
        ForMaven.require(arguments);
        if (!tar) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, "Missing required option: '--tar'");
        }
        Path root = SourceTree.root();
        ImageFolder folder = ImageFolder.open(out == null ? root.resolve("deploy/images/target") : out, wanted.size());
        var steps = new Steps(root);
        var build = new ImageBuild(root, folder, base, arguments, steps);
        try (var interruption = new Interruption(END_MAX, () -> end(steps, folder))) {
            interruption.cancelBy(steps::stop);
            return make(build, wanted);
        } finally {
            folder.discard();
        }
    }

    private static void end(Steps steps, ImageFolder folder) throws Exception {
        try {
            steps.kill();
        } finally {
            folder.discard();
        }
    }

    private static int make(ImageBuild build, List<Packaged> wanted) throws IOException, InterruptedException {
        try {
            build.makeBase(Path.of(System.getProperty("java.home")));
            build.packageAll(wanted);
            for (Packaged application : wanted) {
                System.out.println(build.make(application).line());
            }
            return ExitCodes.PASSED;
        } catch (Steps.Stopped stopped) {
            System.err.println("interrupted: images that were named before are whole, of the others there is nothing");
            return ExitCodes.ABORTED;
        }
    }

    /** All of them when none is named. */
    static List<Packaged> wanted(List<String> names) {
        List<String> known = Packaged.all().stream().map(Packaged::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new CommandFailure(
                        ExitCodes.INVALID_INPUT,
                        "--only should be one of %s: was %s"
                                .formatted(known.stream().collect(Collectors.joining(", ")), name));
            }
        }
        return Packaged.all().stream()
                .filter(each -> names.isEmpty() || names.contains(each.name()))
                .toList();
    }
}
