package io.belastbar.examples.insurer.webhook;

/**
 * Something that the insurer tells about a quote after it was given.
 *
 * @param id the same however often it is sent
 * @param quoteId the quote that it is about
 * @param revision grows with each event about the quote
 */
public record InsurerEvent(String id, String quoteId, long revision) {
    /** The one kind of event there is: the insurer has looked at a quote again and stands by it. */
    public static final String TYPE = "offer.updated";

    public static final String STATUS = "CONFIRMED";
}
