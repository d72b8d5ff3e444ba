package io.belastbar.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

class RecordSchemasTest {
    record Whole(String text, int number, List<String> list, Whole other) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sparse(String text, int number) {}

    @Test
    void everythingOfARecordIsThereAndWhatIsNoCollectionMayBeNull() throws IOException {
        var schema = marked("Whole", "text", "number", "list", "other").get("Whole");

        assertThat(schema.getRequired()).containsExactlyInAnyOrder("text", "number", "list", "other");
        assertThat(schema.getProperties().get("text").getType()).contains(SchemaType.NULL);
        assertThat(schema.getProperties().get("number").getType()).doesNotContain(SchemaType.NULL);
        assertThat(schema.getProperties().get("list").getType()).doesNotContain(SchemaType.NULL);
    }

    @Test
    void aReferenceMayBeMissingWhereNullIsLeftOut() throws IOException {
        var schema = marked("Sparse", "text", "number").get("Sparse");

        assertThat(schema.getRequired()).containsExactly("number");
        assertThat(schema.getProperties().get("text").getType()).doesNotContain(SchemaType.NULL);
    }

    @Test
    void whatACallerSendsIsLeftAlone() throws IOException {
        var description = description("Whole", "text", "number");
        var body = OASFactory.createRequestBody()
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Whole"))));
        description
                .getPaths()
                .addPathItem(
                        "/api/v1/things",
                        OASFactory.createPathItem()
                                .POST(OASFactory.createOperation().requestBody(body)));

        new RecordSchemas(index()).mark(description);

        assertThat(description.getComponents().getSchemas().get("Whole").getRequired())
                .isNull();
    }

    private static java.util.Map<String, Schema> marked(String name, String... properties) throws IOException {
        var description = description(name, properties);
        new RecordSchemas(index()).mark(description);
        return description.getComponents().getSchemas();
    }

    private static OpenAPI description(String name, String... properties) {
        var schema = OASFactory.createSchema().addType(SchemaType.OBJECT);
        for (String property : properties) {
            var type =
                    switch (property) {
                        case "number" -> SchemaType.INTEGER;
                        case "list" -> SchemaType.ARRAY;
                        default -> SchemaType.STRING;
                    };
            schema.addProperty(property, OASFactory.createSchema().addType(type));
        }
        return OASFactory.createOpenAPI()
                .paths(OASFactory.createPaths().addPathItem("/api/v1/none", OASFactory.createObject(PathItem.class)))
                .components(OASFactory.createComponents().addSchema(name, schema));
    }

    private static Index index() throws IOException {
        return Index.of(Whole.class, Sparse.class);
    }
}
