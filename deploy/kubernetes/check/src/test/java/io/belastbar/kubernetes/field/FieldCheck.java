package io.belastbar.kubernetes.field;

import io.belastbar.kubernetes.Fault;
import io.belastbar.kubernetes.Manifest;
import java.util.stream.Stream;

/** Somebody who knows the fields of some kinds. */
interface FieldCheck {
    boolean knows(Manifest manifest);

    Stream<Fault> faults(Manifest manifest);
}
