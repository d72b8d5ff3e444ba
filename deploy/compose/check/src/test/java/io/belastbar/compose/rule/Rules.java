package io.belastbar.compose.rule;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Rule;
import java.util.List;

/** All of them. */
public final class Rules {
    private static final List<Rule> ALL = List.of(
            new Schema(),
            new Contained(),
            new Memory(),
            new OnlyLoopback(),
            new NoSecrets(),
            new Variables(),
            new Images(),
            new Places(),
            new Order(),
            new Settings());

    private Rules() {}

    public static List<Fault> faults(ComposeFile file) {
        return ALL.stream().flatMap(rule -> rule.faults(file)).toList();
    }
}
