package io.belastbar.web.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The audit log. */
@ConfigMapping(prefix = "belastbar.audit")
public interface AuditConfig {

    /** Longest wait for the audit log; a state-changing request that cannot be recorded is refused with 503. */
    @WithDefault("3s")
    Duration timeout();

    /** Refused requests of unknown callers recorded per second; the others are counted only, so that no stranger fills the disk. */
    @WithDefault("10")
    int anonymousPerSecond();
}
