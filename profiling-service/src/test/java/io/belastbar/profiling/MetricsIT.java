package io.belastbar.profiling;

import io.belastbar.service.testing.MetricsContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class MetricsIT extends MetricsContract {}
