package io.belastbar.chaos.expectation;

/** Looks at one kind of expectation: fetches what its {@code judge} needs. Blocks: for virtual threads. */
public interface Look<E extends Expectation> {

    Class<E> kind();

    /**
     * Looks once. What cannot be asked is {@link Observation.Result#UNKNOWN}, with the reason.
     *
     * @throws InterruptedException when the game day is stopped meanwhile
     */
    Observation look(E expectation, Situation situation) throws InterruptedException;

    /**
     * Notes how things stand just before something is broken, for kinds that compare with it. Most need nothing.
     *
     * @throws InterruptedException when the game day is stopped meanwhile
     */
    default void before(E expectation, Situation situation) throws InterruptedException {}
}
