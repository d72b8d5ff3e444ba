package io.belastbar.budget;

import io.belastbar.service.testing.DoorsContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class DoorsIT extends DoorsContract {}
