package io.belastbar.smallheap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A main class in a JVM of its own that has little memory and ends when it lacks some. */
public final class SmallHeap {
    private SmallHeap() {}

    /**
     * How it ended.
     *
     * @param exitCode 0 unless it failed or its memory did not suffice
     * @param said what it printed
     */
    public record End(int exitCode, String said) {}

    /**
     * Runs it on the class path of this JVM, to its end.
     *
     * @param megabytes of heap
     */
    public static End run(Class<?> main, int megabytes) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new End(process.waitFor(), said);
    }
}
