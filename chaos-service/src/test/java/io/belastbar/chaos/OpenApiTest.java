package io.belastbar.chaos;

import io.belastbar.service.testing.OpenApiContract;

class OpenApiTest extends OpenApiContract {}
