package io.belastbar.load.scenario;

/**
 * How HTTP is spoken.
 *
 * @param redirectsMax how many redirects of an answer are followed, within the target's host; 0: a redirect is an
 *     answer like any other
 * @param bodyLimitBytes largest body of an answer from which a value is extracted; others are not kept
 */
public record HttpOptions(
        HttpVersion version, boolean compression, int redirectsMax, boolean verifyTls, int bodyLimitBytes) {

    public static final HttpOptions DEFAULT = new HttpOptions(HttpVersion.HTTP_1_1, false, 0, true, 1 << 20);

    /** Which HTTP is spoken. */
    public enum HttpVersion {
        HTTP_1_1,
        HTTP_2
    }
}
