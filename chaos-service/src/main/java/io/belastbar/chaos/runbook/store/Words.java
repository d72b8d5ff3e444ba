package io.belastbar.chaos.runbook.store;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.Expectations;
import io.belastbar.chaos.fault.order.FaultOrder;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.reading.Vocabulary;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.jobs.Await;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words of runbooks as this service knows them. */
@ApplicationScoped
public class Words {
    private final DescribedSystems systems;
    private final TargetRegistry targets;

    Words(DescribedSystems systems, TargetRegistry targets) {
        this.systems = systems;
        this.targets = targets;
    }

    /** Those for a system; waits for PostgreSQL. Of a system that nobody described, no target is its own. */
    public Vocabulary of(String system) {
        Optional<SystemDescription> description = Await.of(systems.description(system));
        return new Vocabulary() {
            @Override
            public Optional<Deed.Inject> fault(DocumentNode node, ErrorCollector errors) {
                return FaultOrder.parse(node, errors).map(order -> new Deed.Inject(order.action(), order.duration()));
            }

            @Override
            public Optional<Expectation> expectation(DocumentNode node, ErrorCollector errors) {
                return Expectations.parse(node, errors);
            }

            @Override
            public boolean isOfTheSystem(String target) {
                return description.filter(known -> known.names(target)).isPresent();
            }

            @Override
            public Optional<Place> at(URI address) {
                return TargetAddresses.find(
                        address,
                        description.stream()
                                .flatMap(known -> known.targets().values().stream())
                                .flatMap(target -> targets.find(target).stream())
                                .filter(Target::isWebAddress)
                                .collect(Collectors.toMap(Target::name, Target::url, (one, same) -> one)));
            }

            @Override
            public boolean isRegistered(String target) {
                return targets.find(target).isPresent();
            }
        };
    }
}
