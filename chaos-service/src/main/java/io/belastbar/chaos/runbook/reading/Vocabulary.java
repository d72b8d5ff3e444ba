package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.net.URI;
import java.util.Optional;

/** The words that a runbook may use of others: what can be broken, what can be expected, and which targets there are. */
public interface Vocabulary {

    /** A fault with its duration; empty if it has errors, all of which are added then. */
    Optional<Deed.Inject> fault(DocumentNode node, ErrorCollector errors);

    /** An expectation, without name and deadline; empty if it has errors, all of which are added then. */
    Optional<Expectation> expectation(DocumentNode node, ErrorCollector errors);

    /** Whether the system's description names the target; also one that is not registered at the moment. */
    boolean isOfTheSystem(String target);

    /** Which of the system's targets has this address, and what of the address lies below the target's. */
    default Optional<Place> at(URI address) {
        return Optional.empty();
    }

    /**
     * A place at a target.
     *
     * @param path encoded, with its query; empty: the target's own address
     */
    record Place(String target, String path) {}

    /** Whether anybody registered the target. */
    boolean isRegistered(String target);
}
