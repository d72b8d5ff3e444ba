package io.belastbar.image.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.image.BuiltImages;
import io.belastbar.image.NeedsSandbox;
import io.belastbar.image.StartedImage;
import io.belastbar.image.UnpackedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The memory of each server from its image, beside the same under the launcher, and whether the limit in the manifests
 * leaves room: with the heap resident to its last page, after load and the largest body that it takes.
 */
@Tag("slow")
@NeedsSandbox
class ImageMemoryIT {
    /** Of the limit: the rest is for what a load of minutes does not show. */
    private static final double USED_MAX = 0.85;

    private static final Duration LOAD = Duration.ofSeconds(Long.getLong("belastbar.images.seconds", 60));
    private static final Path TABLE = Path.of("target/images.md");
    private static final Pattern LIMIT = Pattern.compile("limits:\\s+memory: (\\d+)(Mi|Gi)");
    private static final Map<String, String> WRITABLE = Map.of(
            "BELASTBAR_CHAOS_RECORD_KEY_FILE", "/tmp/record-key.pem", "BELASTBAR_CHAOS_PROBE_FOLDER", "/tmp/probes");

    @BeforeAll
    static void begin() throws Exception {
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, """
                | image | tar MB | processor to readiness: up, image | ratio | resident when ready: up, image | ratio | \
                under load: up, image | requests | limit MiB | peak with the whole heap | of the limit |
                |---|---|---|---|---|---|---|---|---|---|---|
                """);
    }

    @AfterAll
    static void show() throws Exception {
        System.out.println(Files.readString(TABLE));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theLimitOfTheManifestsHoldsTheWholeHeapWithRoom(String name) throws Exception {
        UnpackedImage image = BuiltImages.unpacked(name);
        long limit = limit(name);

        Use up = use(AsUnderTheLauncher.start(name), name, false);
        Use shipped = use(StartedImage.of(image, environment(limit, "")), name, false);
        Use whole = use(
                StartedImage.of(image, environment(limit, " -XX:InitialRAMPercentage=50 -XX:+AlwaysPreTouch")),
                name,
                true);

        double used = whole.loaded().peakMb() / limit;
        write(name, up, shipped, limit, whole, used);
        assertThat(used)
                .as("%.0f of %d MiB".formatted(whole.loaded().peakMb(), limit))
                .isLessThanOrEqualTo(USED_MAX);
    }

    /** @param answered between the two */
    private record Use(MeasuredProcess ready, MeasuredProcess loaded, RequestMix.Answered answered) {}

    private static Use use(StartedImage started, String name, boolean withLargest) throws Exception {
        try (started) {
            started.awaitReady();
            long pid = started.java().pid();
            MeasuredProcess ready = MeasuredProcess.of(pid);
            RequestMix mix = RequestMix.of(name);
            RequestMix.Answered answered = mix.load(started.port(), LOAD);
            if (withLargest) {
                assertThat(mix.sendLargest(started.port())).as(started.output()).isLessThan(500);
            }
            assertThat(answered.failed()).as(started.output()).isZero();
            return new Use(ready, MeasuredProcess.of(pid), answered);
        }
    }

    /** What the JVM would find in a container with this limit. */
    private static Map<String, String> environment(long limitMib, String more) {
        var environment = new TreeMap<>(WRITABLE);
        environment.put("JDK_JAVA_OPTIONS", "-XX:MaxRAM=" + limitMib + "m" + more);
        environment.put("BELASTBAR_RATE_LIMIT_REQUESTS_PER_SECOND", "100000");
        environment.put("BELASTBAR_RATE_LIMIT_BURST", "100000");
        return environment;
    }

    private static long limit(String name) throws Exception {
        String manifest = "../deploy/kubernetes/base/services/" + name.replace("-service", "") + ".yaml";
        var found = LIMIT.matcher(Files.readString(Path.of(manifest)));
        assertThat(found.find()).as(manifest).isTrue();
        return Long.parseLong(found.group(1)) * (found.group(2).equals("Gi") ? 1_024 : 1);
    }

    private static void write(String name, Use up, Use image, long limit, Use whole, double used) throws Exception {
        String row = String.format(
                Locale.ROOT,
                "| %s | %.0f | %.1f s, %.1f s | %.1f | %.0f, %.0f MiB | %.1f | %.0f, %.0f MiB | %d, %d | %d | %.0f MiB | %.0f %% |%n",
                name,
                Files.size(BuiltImages.folder().resolve(name + ".tar")) / 1e6,
                up.ready().cpuSeconds(),
                image.ready().cpuSeconds(),
                image.ready().cpuSeconds() / up.ready().cpuSeconds(),
                up.ready().residentMb(),
                image.ready().residentMb(),
                image.ready().residentMb() / up.ready().residentMb(),
                up.loaded().peakMb(),
                image.loaded().peakMb(),
                up.answered().requests(),
                image.answered().requests(),
                limit,
                whole.loaded().peakMb(),
                100 * used);
        Files.writeString(TABLE, row, StandardOpenOption.APPEND);
    }

    static List<String> servers() {
        return BuiltImages.servers();
    }
}
