package io.belastbar.local.launch;

import java.util.List;

/** The flags of the two kinds of JVM that the launcher starts. */
final class JvmFlags {
    private JvmFlags() {}

    /** Little memory and a quick start: the first compiler only. */
    static List<String> small(int heapMegabytes) {
        return List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", heap(heapMegabytes));
    }

    /**
     * Both compilers: code from the first one alone needs more processor time a request, which a load generator takes
     * from the target beside it, and which makes it late. The heap holds the histograms of a long run.
     */
    static List<String> loadGenerator(int heapMegabytes) {
        return List.of("-XX:+UseSerialGC", "-Xss512k", heap(heapMegabytes));
    }

    private static String heap(int megabytes) {
        return "-Xmx" + megabytes + "m";
    }
}
