package io.belastbar.loadtest;

import io.belastbar.service.testing.OpenApiContract;

class OpenApiTest extends OpenApiContract {}
