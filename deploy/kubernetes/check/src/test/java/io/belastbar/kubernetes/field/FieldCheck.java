package io.belastbar.kubernetes.field;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import java.util.stream.Stream;

/** Somebody who knows the fields of some kinds. */
interface FieldCheck {
    boolean knows(Manifest manifest);

    Stream<Fault> faults(Manifest manifest);
}
