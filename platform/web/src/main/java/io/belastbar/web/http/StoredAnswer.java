package io.belastbar.web.http;

/**
 * An answer that is given again when its request comes again.
 *
 * @param location the header Location; null if there is none
 * @param body JSON; null if there is none
 */
public record StoredAnswer(int status, String location, String body) {}
