package io.belastbar.web.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.jboss.jandex.IndexView;

/**
 * Makes a contract of the OpenAPI description that the annotations give: each operation has an id, says what this module
 * may answer in front of every endpoint, and errors are problems; objects say what is always there. What only an
 * endpoint knows (201, 202, 409 …) it says itself by {@link Answers}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ContractFilter implements OASFilter {

    private final Endpoints endpoints;
    private final RecordSchemas records;

    public ContractFilter(IndexView index) {
        endpoints = new Endpoints(index);
        records = new RecordSchemas(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI description) {
        description.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> {
                    if (operation.getOperationId() == null) {
                        operation.setOperationId(OperationId.of(method.name(), path));
                    }
                    DeclaredAnswers.declare(operation, path, endpoints.of(method.name(), path));
                }));
        if (description.getComponents() != null) {
            records.mark(description);
        }
    }
}
