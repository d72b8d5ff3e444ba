package io.belastbar.prometheus;

import java.time.Duration;

/**
 * Whom to ask.
 *
 * @param target name of a registered target; its address may have a path prefix
 * @param credentials name of its credentials; null if it asks for none
 * @param timeout for one question and its whole answer
 */
public record PrometheusServer(String target, String credentials, Duration timeout) {}
