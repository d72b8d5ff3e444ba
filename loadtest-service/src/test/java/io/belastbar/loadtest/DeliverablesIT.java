package io.belastbar.loadtest;

import io.belastbar.service.testing.DeliverablesContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class DeliverablesIT extends DeliverablesContract {}
