package io.belastbar.chaos.fault.driver;

import io.belastbar.chaos.fault.action.FaultAction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

/** The driver of each kind of fault. */
@ApplicationScoped
public class FaultDrivers {
    private final Instance<FaultDriver<?>> drivers;

    FaultDrivers(@Any Instance<FaultDriver<?>> drivers) {
        this.drivers = drivers;
    }

    /** The one that breaks such things. */
    @SuppressWarnings("unchecked")
    public <A extends FaultAction> FaultDriver<A> of(A action) {
        for (FaultDriver<?> driver : drivers) {
            if (driver.action().isInstance(action)) {
                return (FaultDriver<A>) driver;
            }
        }
        throw new IllegalStateException("a kind of fault should have a driver: " + action.type());
    }
}
