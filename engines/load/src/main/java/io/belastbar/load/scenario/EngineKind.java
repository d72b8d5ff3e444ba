package io.belastbar.load.scenario;

/** Who makes the load. */
public enum EngineKind {
    /** This service itself. */
    BELASTBAR,
    /** A Hyperfoil controller and its agents. */
    HYPERFOIL,
    /** k6-operator in a Kubernetes cluster. */
    K6_OPERATOR
}
