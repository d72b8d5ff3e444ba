package io.belastbar.compose.rule;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Compose Specification's own schema.
 *
 * @see <a href="https://github.com/compose-spec/compose-spec">compose-spec, schema/compose-spec.json</a>
 */
final class Schema implements Rule {
    private static final JsonSchema OFFICIAL = official();

    @Override
    public Stream<Fault> faults(ComposeFile file) {
        return OFFICIAL.validate(file.json()).stream().map(refused -> {
            String place = refused.getInstanceLocation().toString();
            return file.fault(
                    refused.getProperty() == null ? place : place + "/" + refused.getProperty(),
                    refused.getMessage().replaceFirst("^\\S+: ", ""));
        });
    }

    private static JsonSchema official() {
        try (var text = Schema.class.getResourceAsStream("/schemas/compose-spec.json")) {
            var schema = (ObjectNode) new ObjectMapper().readTree(text);
            // Its names of itself and of draft 7 are none that can be looked up.
            schema.remove(List.of("$schema", "$id"));
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                    .getSchema(
                            schema,
                            SchemaValidatorsConfig.builder()
                                    .pathType(PathType.JSON_POINTER)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
