package io.belastbar.chaos.dora.store;

import io.belastbar.chaos.dora.facts.Fact;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** To which environments targets belong now, for records that do not say to which they belonged. */
@ApplicationScoped
public class ReadEnvironments {
    private final TargetRegistry targets;

    ReadEnvironments(TargetRegistry targets) {
        this.targets = targets;
    }

    /** Those of the targets that a record's first entry names. */
    public List<String> now(Fact start) {
        return start.content().get("targets") instanceof List<?> names
                ? names.stream()
                        .flatMap(name -> targets.find(String.valueOf(name)).stream())
                        .map(target -> target.environment().name())
                        .distinct()
                        .sorted()
                        .toList()
                : List.of();
    }
}
