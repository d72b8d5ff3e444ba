package io.belastbar.chaos.expectation.count;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.Observation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is counted at several places is the same everywhere, and nothing twice. */
public sealed interface CountExpectation extends Expectation permits CountsAgree, WebhooksProcessed {

    /** What is to be the same, by name, in the order in which it is asked for: who causes comes before who follows. */
    Map<String, CountSource> counts();

    /** Where it is counted what was done twice. */
    Optional<CountSource> duplicates();

    default Observation judge(Counted counted) {
        return counted.judge();
    }

    private Stream<CountSource> all() {
        return Stream.concat(counts().values().stream(), duplicates().stream());
    }

    @Override
    default Set<String> targets() {
        return all().map(each -> each.request().target()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    default Set<String> credentials() {
        return all().flatMap(each -> each.request().credentials().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
