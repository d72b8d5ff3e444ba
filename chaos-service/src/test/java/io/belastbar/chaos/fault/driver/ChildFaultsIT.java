package io.belastbar.chaos.fault.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.fault.action.ChildFault;
import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.order.FaultOrder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of the control door, and what is read from its documents. */
@QuarkusTest
@QuarkusTestResource(DocumentedDoor.class)
class ChildFaultsIT {
    DocumentedDoor door;

    @Inject
    FaultDrivers drivers;

    @BeforeEach
    void forget() {
        door.heard().clear();
    }

    @Test
    void theOneInTheRoleIsChosenAndBrokenByTheDoorsWords() throws Exception {
        FaultAction action = settled("type: postgres-kill, target: broken-control, role: standby");
        UUID fault = UUID.randomUUID();
        Instant notAfter = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);

        drivers.of(action).inject(fault, action, notAfter);
        drivers.of(action).clear(fault, action);

        assertThat(((ChildFault) action).chosen()).contains("smartbav-db-b");
        assertThat(door.heard().get(1).replaceFirst("(expiresAfterMs\":)\\d+", "$1N"))
                .isEqualTo("Bearer door-token PUT /children/smartbav-db-b/fault {\"token\":\"" + fault
                        + "\",\"action\":\"kill\",\"expiresAfterMs\":N,\"notAfter\":\"" + notAfter + "\"}");
        assertThat(door.heard().get(2))
                .isEqualTo("Bearer door-token DELETE /children/smartbav-db-b/fault?token=" + fault + " ");
    }

    @Test
    void aFaultIsOverWhenTheDoorNamesItNoMore() throws Exception {
        FaultAction redis = FaultOrder.parse(
                        "{type: redis-freeze, target: broken-control, child: smartbav-redis," + " duration: 1s}")
                .action();

        assertThat(drivers.of(redis).isCleared(UUID.fromString(DocumentedDoor.FAULT), redis))
                .isFalse();
        assertThat(drivers.of(redis).isCleared(UUID.randomUUID(), redis)).isTrue();
    }

    @Test
    void whatDoesNotRunOrIsOfAnotherKindIsNotPossibleHere() throws Exception {
        assertThat(impossible("type: redis-kill, target: broken-control, child: smartbav-redis"))
                .contains("no process of kind redis runs");
        assertThat(impossible("type: redis-kill, target: broken-control, child: smartbav-db-a"))
                .contains("smartbav-db-a is of kind postgresql");
        assertThat(impossible("type: redis-kill, target: broken-control, child: smartbav-db-c"))
                .contains("has no process \"smartbav-db-c\": name one of: smartbav-redis");
    }

    private String impossible(String fields) throws InterruptedException {
        FaultAction action = FaultOrder.parse("{" + fields + ", duration: 1s}").action();
        return drivers.of(action).impossible("broken", action).orElseThrow().english();
    }

    private FaultAction settled(String fields) throws Exception {
        FaultAction action = FaultOrder.parse("{" + fields + ", duration: 1s}").action();
        return drivers.of(action).settle("broken", action, new SplittableRandom(7));
    }
}
