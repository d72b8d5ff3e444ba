package io.belastbar.chaos.fault.action;

/** A simulator of somebody else's system that behaves badly, as its control address is told to. */
public sealed interface SimulatorFault extends FaultAction permits SimulatorErrors, SimulatorHang, SimulatorLatency {

    /** Whose behaviour is simulated. The first part of the kind's name; both understand the same control. */
    enum Simulated {
        INSURER("insurer"),
        SAP("sap");

        private final String prefix;

        Simulated(String prefix) {
            this.prefix = prefix;
        }

        /** The kind of fault at this simulator. */
        public String type(String what) {
            return prefix + "-" + what;
        }
    }

    Simulated simulated();

    /** Of the calls that meet it, above 0 up to 100; the others are answered as ever. */
    double percentage();
}
