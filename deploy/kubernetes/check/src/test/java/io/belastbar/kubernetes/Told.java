package io.belastbar.kubernetes;

import io.belastbar.kubernetes.manifest.Fault;
import java.util.Comparator;
import java.util.List;

/** Faults as somebody reads them who mends them: from the top of each file, each once and in one line. */
final class Told {
    private Told() {}

    static List<String> faults(List<Fault> faults) {
        return faults.stream()
                .sorted(Comparator.comparing(Fault::file).thenComparingInt(Fault::line))
                .map(Fault::told)
                .distinct()
                .toList();
    }
}
