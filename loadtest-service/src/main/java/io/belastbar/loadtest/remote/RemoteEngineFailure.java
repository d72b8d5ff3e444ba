package io.belastbar.loadtest.remote;

import io.belastbar.report.Sentence;

/** A remote engine could not run a load test, or cannot say what it measured. */
public final class RemoteEngineFailure extends Exception {

    private final Sentence sentence;

    public RemoteEngineFailure(String english, String german) {
        this(new Sentence(english, german), null);
    }

    public RemoteEngineFailure(Sentence sentence, Throwable cause) {
        super(sentence.english(), cause);
        this.sentence = sentence;
    }

    /** This service is stopping; the thread stays interrupted. */
    public static RemoteEngineFailure stopped(InterruptedException stop) {
        Thread.currentThread().interrupt();
        return new RemoteEngineFailure(
                new Sentence(
                        "This service stopped while it followed the run.",
                        "Dieser Dienst wurde beendet, während er dem Lauf folgte."),
                stop);
    }

    /** For people, in both languages. */
    public Sentence sentence() {
        return sentence;
    }
}
