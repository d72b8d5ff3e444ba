package io.belastbar.image.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.image.BuiltImages;
import io.belastbar.image.NeedsSandbox;
import io.belastbar.image.StartedImage;
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
        Files.writeString(TABLE, "");
    }

    @AfterAll
    static void show() throws Exception {
        System.out.println(Files.readString(TABLE));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theLimitOfTheManifestsHoldsTheWholeHeapWithRoom(String name) throws Exception {
        long limit = limit(name);

        Use whole = use(
                StartedImage.of(
                        BuiltImages.unpacked(name),
                        environment(limit, " -XX:InitialRAMPercentage=50 -XX:+AlwaysPreTouch")),
                name,
                true);

        double peak = whole.loaded().peakMb();
        write(
                "| %s | limit %d MiB | when ready %.0f MiB | peak %.0f MiB after %d requests | %.0f %% of the limit |",
                name, limit, whole.ready().residentMb(), peak, whole.answered().requests(), 100 * peak / limit);
        assertThat(peak / limit).as("%.0f of %d MiB".formatted(peak, limit)).isLessThanOrEqualTo(USED_MAX);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void whatItTakesBesideTheLauncherIsSaid(String name) throws Exception {
        Use up = use(AsUnderTheLauncher.start(name), name, false);
        Use image = use(StartedImage.of(BuiltImages.unpacked(name), environment(limit(name), "")), name, false);

        write(
                "| %s | to readiness: up %.1f s, image %.1f s | %.1f | resident when ready: %.0f, %.0f MiB | %.1f | peak: %.0f, %.0f MiB | %.1f |",
                name,
                up.ready().cpuSeconds(),
                image.ready().cpuSeconds(),
                image.ready().cpuSeconds() / up.ready().cpuSeconds(),
                up.ready().residentMb(),
                image.ready().residentMb(),
                image.ready().residentMb() / up.ready().residentMb(),
                up.loaded().peakMb(),
                image.loaded().peakMb(),
                image.loaded().peakMb() / up.loaded().peakMb());
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

    private static void write(String row, Object... values) throws Exception {
        Files.writeString(TABLE, String.format(Locale.ROOT, row + "%n", values), StandardOpenOption.APPEND);
    }

    static List<String> servers() {
        return BuiltImages.servers();
    }
}
