package io.belastbar.local.launch;

import java.util.List;

/** The flags of the two kinds of JVM that the launcher starts. */
final class JvmFlags {
    /** Else the JVM writes lines of warning into the log that are no JSON: some libraries load native ones. */
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    /** docs/adr/0078: with one a processor, two virtual threads that load classes can stop all others for ever. */
    static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=16";

    private JvmFlags() {}

    /** Little memory and a quick start: the first compiler only. */
    static List<String> small(int heapMegabytes) {
        return List.of(
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", NATIVE, CARRIERS, heap(heapMegabytes));
    }

    /**
     * Both compilers: code from the first one alone needs more processor time a request, which a load generator takes
     * from the target beside it, and which makes it late. The heap holds the histograms of a long run.
     */
    static List<String> loadGenerator(int heapMegabytes) {
        return List.of("-XX:+UseSerialGC", "-Xss512k", NATIVE, CARRIERS, heap(heapMegabytes));
    }

    private static String heap(int megabytes) {
        return "-Xmx" + megabytes + "m";
    }
}
