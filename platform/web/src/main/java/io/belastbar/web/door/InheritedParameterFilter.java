package io.belastbar.web.door;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Names every parameter of an address in the API's description. For methods that a resource inherits, SmallRye leaves out
 * those that stand in the address of the class.
 */
public class InheritedParameterFilter implements OASFilter {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItems().forEach((address, path) -> path.getOperations()
                .values()
                .forEach(operation -> complete(address, path, operation)));
    }

    private static void complete(String address, PathItem path, Operation operation) {
        PARAMETER
                .matcher(address)
                .results()
                .map(found -> found.group(1))
                .filter(name -> Stream.of(path.getParameters(), operation.getParameters())
                        .flatMap(known -> Optional.ofNullable(known).orElse(List.of()).stream())
                        .noneMatch(known -> name.equals(known.getName())))
                .forEach(name -> operation.addParameter(OASFactory.createParameter()
                        .name(name)
                        .in(Parameter.In.PATH)
                        .required(true)
                        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))));
    }
}
