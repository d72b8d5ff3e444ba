package io.belastbar.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.running.CommandLine;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All images, made once for all tests of a JVM, or by whoever names a folder with them. */
public final class BuiltImages {
    /** Names a folder of images that are to be looked at, as a pipeline has made them; else they are made here. */
    private static final String BUILT = "belastbar.images";

    private static final long BUILD_LIMIT_SECONDS = 3_600;
    private static final Map<String, UnpackedImage> UNPACKED = new HashMap<>();
    private static Path folder;
    private static Path work;

    private BuiltImages() {}

    public static List<String> services() {
        return Services.all().stream().map(ListedService::module).toList();
    }

    public static List<String> servers() {
        return Stream.concat(services().stream(), Stream.of("dashboard")).toList();
    }

    public static List<String> all() {
        return Stream.concat(servers().stream(), Stream.of("cli")).toList();
    }

    /** Where the tars and what stands beside them are. */
    public static synchronized Path folder() throws Exception {
        if (folder == null) {
            String built = System.getProperty(BUILT);
            folder = built == null ? build(work().resolve("images")) : Path.of(built);
        }
        return folder;
    }

    public static synchronized UnpackedImage unpacked(String name) throws Exception {
        if (!UNPACKED.containsKey(name)) {
            Path root = Files.createDirectories(work().resolve(name));
            UNPACKED.put(name, UnpackedImage.of(folder().resolve(name + ".tar"), root));
        }
        return UNPACKED.get(name);
    }

    /** Packages anew, in place: nothing else of the tree runs while this does. */
    public static Path build(Path out, String... names) throws Exception {
        var arguments = new ArrayList<>(List.of("image", "--tar", "--out", out.toString()));
        Arrays.stream(names).forEach(name -> arguments.addAll(List.of("--only", name)));
        arguments.add("-Dmaven.repo.local=" + System.getProperty("localRepository"));
        Path log = Files.createTempFile(work(), "image-", ".log");
        var built = CommandLine.run(log, BUILD_LIMIT_SECONDS, arguments.toArray(String[]::new));
        assertThat(built.exitCode()).as(built.output()).isZero();
        return out;
    }

    /** Deleted with the JVM: a gigabyte of images is not to stay. */
    public static synchronized Path work() throws IOException {
        if (work == null) {
            Path made = Files.createTempDirectory("belastbar-images-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
            work = made;
        }
        return work;
    }

    private static void delete(Path made) {
        try {
            new ProcessBuilder("rm", "-rf", made.toString()).start().waitFor();
        } catch (IOException left) {
            System.err.println("left behind: " + made);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
