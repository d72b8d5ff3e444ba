package io.belastbar.kubernetes.manifest;

import java.util.List;
import java.util.stream.Stream;

/** What every manifest of the platform keeps to. */
@FunctionalInterface
public interface Rule {
    /** @param all what is applied together with it */
    Stream<Fault> faults(Manifest manifest, List<Manifest> all);
}
