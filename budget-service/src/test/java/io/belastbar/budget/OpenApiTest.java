package io.belastbar.budget;

import io.belastbar.service.testing.OpenApiContract;

class OpenApiTest extends OpenApiContract {}
