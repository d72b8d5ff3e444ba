package io.belastbar.load.scenario;

import java.util.Map;

/**
 * A request with every variable filled in.
 *
 * @param uri path and query; the target gives scheme, host and port
 * @param body null for none
 * @param keepBody whether the answer's body is needed; else it is read and dropped
 */
public record RenderedRequest(String method, String uri, Map<String, String> headers, String body, boolean keepBody) {}
