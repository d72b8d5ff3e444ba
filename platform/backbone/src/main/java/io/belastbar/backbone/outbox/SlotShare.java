package io.belastbar.backbone.outbox;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a relay should do so that all relays publish about the same number of slots.
 *
 * @param wanted slots worth trying to claim, in order of preference
 * @param claims how many of the wanted to claim at most
 * @param released slots to give up for others
 */
record SlotShare(List<Integer> wanted, int claims, List<Integer> released) {

    /**
     * The next step of one relay.
     *
     * @param held the slots that this relay publishes now
     * @param relays how many relays there are, this one included
     */
    static SlotShare next(Set<Integer> held, int relays) {
        int share = share(relays);
        List<Integer> released = held.stream().sorted().skip(share).toList();
        List<Integer> wanted = IntStream.range(0, KeySlot.COUNT)
                .filter(slot -> !held.contains(slot))
                .boxed()
                .toList();
        return new SlotShare(wanted, Math.max(0, share - held.size()), released);
    }

    /** The most slots that one of so many relays publishes; rounded up, so that together they cover all. */
    static int share(int relays) {
        int present = Math.max(1, relays);
        return (KeySlot.COUNT + present - 1) / present;
    }
}
