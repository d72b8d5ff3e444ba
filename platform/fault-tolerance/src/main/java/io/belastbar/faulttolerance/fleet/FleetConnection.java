package io.belastbar.faulttolerance.fleet;

import io.belastbar.faulttolerance.breaker.ProbeTurnClient;
import java.util.Optional;

/** The fleet's two sides: its states (empty without Redis), and whose turn it is to probe. */
public record FleetConnection(Optional<FleetRepository> repository, ProbeTurnClient turns) {}
