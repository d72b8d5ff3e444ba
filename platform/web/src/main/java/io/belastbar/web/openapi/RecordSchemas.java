package io.belastbar.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/**
 * Says of the records that are answered which of their parts are always there and which may be null, as Jackson writes
 * them: without {@link JsonInclude} everything is there, with it a reference may be missing. Lists and maps are empty
 * rather than null. What a caller sends is left alone: a part that may be left out is not told from its type.
 */
final class RecordSchemas {
    private static final Set<String> COLLECTIONS = Set.of("java.util.List", "java.util.Set", "java.util.Map");
    private static final String REFERENCE = "#/components/schemas/";

    private final IndexView index;

    RecordSchemas(IndexView index) {
        this.index = index;
    }

    void mark(OpenAPI description) {
        Set<String> sent = sent(description);
        Map<String, Schema> schemas = description.getComponents().getSchemas();
        if (schemas != null) {
            schemas.forEach((name, schema) -> {
                if (schema.getProperties() != null && schema.getRequired() == null && !sent.contains(name)) {
                    recordOf(name, schema).ifPresent(found -> mark(schema, found));
                }
            });
        }
    }

    private static void mark(Schema schema, ClassInfo found) {
        boolean whole = isWritten(found.declaredAnnotation(JsonInclude.class));
        for (RecordComponentInfo part : found.recordComponents()) {
            Schema property = schema.getProperties().get(part.name());
            if (property == null) {
                continue;
            }
            boolean primitive = part.type().kind() == Type.Kind.PRIMITIVE;
            if (primitive || whole && isWritten(part.annotation(JsonInclude.class))) {
                schema.addRequired(part.name());
            }
            if (whole && !primitive && !COLLECTIONS.contains(part.type().name().toString())) {
                schema.addProperty(part.name(), nullable(property));
            }
        }
    }

    private static boolean isWritten(AnnotationInstance inclusion) {
        return inclusion == null
                || inclusion.value() == null
                || inclusion.value().asEnum().equals(JsonInclude.Include.ALWAYS.name());
    }

    private static Schema nullable(Schema property) {
        if (property.getType() != null) {
            return property.getType().contains(Schema.SchemaType.NULL)
                    ? property
                    : property.addType(Schema.SchemaType.NULL);
        }
        if (property.getRef() == null) {
            return property;
        }
        return OASFactory.createSchema()
                .addAnyOf(OASFactory.createSchema().ref(property.getRef()))
                .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
    }

    /** The one record of that name with these parts; the scanner numbers names that come twice. */
    private Optional<ClassInfo> recordOf(String name, Schema schema) {
        String simple = name.replaceAll("\\d+$", "");
        // An index that is made of several has a class once for each.
        Collection<ClassInfo> candidates = index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .filter(known -> known.simpleName().equals(simple))
                .filter(known -> known.recordComponents().stream()
                        .map(RecordComponentInfo::name)
                        .toList()
                        .containsAll(schema.getProperties().keySet()))
                .collect(Collectors.toMap(ClassInfo::name, known -> known, (first, same) -> first))
                .values();
        return candidates.size() == 1 ? candidates.stream().findFirst() : Optional.empty();
    }

    private static Set<String> sent(OpenAPI description) {
        var sent = new HashSet<String>();
        description.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .filter(operation -> operation.getRequestBody() != null
                        && operation.getRequestBody().getContent() != null)
                .flatMap(operation -> operation.getRequestBody().getContent().getMediaTypes().values().stream())
                .filter(type -> type.getSchema() != null && type.getSchema().getRef() != null)
                .forEach(type -> sent.add(type.getSchema().getRef().replace(REFERENCE, "")));
        return sent;
    }
}
