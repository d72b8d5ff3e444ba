package io.belastbar.loadtest.driver;

import java.time.Duration;

/** How a load is driven; the service's configuration says what each means. */
public record LoadSettings(
        int lanes,
        double maxRequestsPerSecond,
        Duration requestTimeout,
        Duration connectTimeout,
        int bodyLimitBytes,
        long bodyBudgetBytes) {}
