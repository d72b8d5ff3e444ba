package io.belastbar.faultproxy.spec;

import io.belastbar.faultproxy.toxic.Toxic;
import java.util.List;

/**
 * A proxy at one moment.
 *
 * @param connections open through it
 * @param problem why it does not listen though it should; {@code null} when there is none
 */
public record ProxyView(ProxySpec spec, List<Toxic> toxics, int connections, String problem) {}
