package io.belastbar.compose.file;

import java.util.stream.Stream;

/** Looks at the whole file. */
@FunctionalInterface
public interface Rule {
    Stream<Fault> faults(ComposeFile file);
}
