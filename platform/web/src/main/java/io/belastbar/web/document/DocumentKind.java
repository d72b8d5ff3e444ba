package io.belastbar.web.document;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * What the store must know of a kind of documents. A new kind is one bean of this type and the addresses at which it is
 * read and written.
 *
 * @param <T> what a document of this kind says, as records, sealed interfaces, enums and plain values
 */
public abstract class DocumentKind<T> {

    private final String id;
    private final String words;
    private final Class<T> type;

    /**
     * @param id how the table calls it; never changes
     * @param words how problems and the audit log call it
     */
    protected DocumentKind(String id, String words, Class<T> type) {
        this.id = id;
        this.words = words;
        this.type = type;
    }

    public final String id() {
        return id;
    }

    public final String words() {
        return words;
    }

    final Class<T> type() {
        return type;
    }

    /**
     * Reads a document that was sent, or one that was stored before what it said was kept.
     *
     * @throws io.belastbar.document.RefusedInput with every fault
     */
    public abstract T read(SentDocument sent);

    /**
     * Reads a document that is stored already and of which was not kept what was understood: what was allowed then is not
     * held against what is allowed by now.
     *
     * @throws io.belastbar.document.RefusedInput with every fault
     */
    protected T readStored(SentDocument stored) {
        return read(stored);
    }

    /** Refuses what is well written and still not allowed here and now, such as a target that nobody registered. */
    public void admit(T understood) {}

    /** The longest document of this kind, in bytes; by default only what a request may carry. */
    protected long bytesMax() {
        return Long.MAX_VALUE;
    }

    /** Whether every change of any document of a system is the next version of all of them together. */
    protected boolean sharesVersions() {
        return false;
    }

    /** How what was understood is written down. */
    public UnderstoodJson json() {
        return UnderstoodJson.PLAIN;
    }

    /** What belongs to a new version, in its transaction. */
    protected Uni<Void> stored(SqlConnection transaction, StoredDocument document) {
        return Uni.createFrom().voidItem();
    }

    /** What follows once a new version is committed. */
    protected Uni<Void> committed(StoredDocument document) {
        return Uni.createFrom().voidItem();
    }
}
