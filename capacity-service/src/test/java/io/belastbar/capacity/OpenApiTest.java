package io.belastbar.capacity;

import io.belastbar.service.testing.OpenApiContract;

class OpenApiTest extends OpenApiContract {}
