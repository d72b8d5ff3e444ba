package io.belastbar.profiling;

import io.belastbar.service.testing.OpenApiContract;

class OpenApiTest extends OpenApiContract {}
