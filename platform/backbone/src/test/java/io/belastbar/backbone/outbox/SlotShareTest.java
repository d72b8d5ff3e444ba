package io.belastbar.backbone.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The law: whoever comes and goes, no slot has two relays, and once nobody comes or goes all slots have one. */
class SlotShareTest {

    @Test
    void aLonelyRelayTakesAllSlots() {
        SlotShare share = SlotShare.next(Set.of(), 1);

        assertThat(share.claims()).isEqualTo(KeySlot.COUNT);
        assertThat(share.wanted()).hasSize(KeySlot.COUNT);
        assertThat(share.released()).isEmpty();
    }

    @Property(tries = 200)
    void theSharesOfAllRelaysCoverAllSlots(@ForAll @IntRange(min = 1, max = 100) int relays) {
        assertThat(SlotShare.share(relays) * relays).isGreaterThanOrEqualTo(KeySlot.COUNT);
        assertThat((SlotShare.share(relays) - 1) * relays).isLessThan(KeySlot.COUNT);
    }

    @Property(tries = 200)
    void noSlotEverHasTwoRelaysAndInTheEndEachHasOne(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 9) Integer> comingAndGoing,
            @ForAll long seed) {
        Locks locks = new Locks();
        Random order = new Random(seed);

        locks.comeOrGo(0);
        for (int relay : comingAndGoing) {
            locks.comeOrGo(relay);
            locks.step(order);
        }
        if (locks.relays.isEmpty()) {
            locks.comeOrGo(1);
        }
        for (int round = 0; round < 3 * 10; round++) {
            locks.step(order);
        }

        assertThat(locks.owners).hasSize(KeySlot.COUNT);
        int share = SlotShare.share(locks.relays.size());
        assertThat(locks.relays.values()).allSatisfy(held -> assertThat(held).hasSizeLessThanOrEqualTo(share));
    }

    /** PostgreSQL's advisory locks: one owner a slot, dropped with the session. */
    private static final class Locks {
        private final Map<Integer, Integer> owners = new HashMap<>();
        private final Map<Integer, Set<Integer>> relays = new HashMap<>();

        void comeOrGo(int relay) {
            if (relays.remove(relay) == null) {
                relays.put(relay, new HashSet<>());
            } else {
                owners.values().removeIf(owner -> owner == relay);
            }
        }

        void step(Random order) {
            List<Integer> present = new ArrayList<>(relays.keySet());
            java.util.Collections.shuffle(present, order);
            present.forEach(relay -> step(relay, relays.get(relay)));
        }

        private void step(int relay, Set<Integer> held) {
            SlotShare share = SlotShare.next(held, relays.size());
            for (int slot : share.released()) {
                assertThat(owners.remove(slot)).isEqualTo(relay);
                held.remove(slot);
            }
            int claims = share.claims();
            for (int slot : share.wanted()) {
                if (claims > 0 && owners.putIfAbsent(slot, relay) == null) {
                    held.add(slot);
                    claims--;
                }
            }
        }
    }
}
