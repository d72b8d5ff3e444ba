package io.belastbar.web.document;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.Converter;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was understood of a document, as JSON: the records as they are, and of a sealed interface which of its kinds it is
 * ({@code @type}). What was written stays readable while records only gain components that may be null.
 */
public final class UnderstoodJson {

    // Sets come in another order in each process.
    @SuppressWarnings("rawtypes")
    private static final Converter<Set, Object[]> IN_ORDER = new StdConverter<>() {
        @Override
        public Object[] convert(Set set) {
            var items = set.toArray();
            Arrays.sort(items, Comparator.comparing(String::valueOf));
            return items;
        }
    };

    /** For records, sealed interfaces, enums, times and plain values. */
    public static final UnderstoodJson PLAIN = new UnderstoodJson();

    private final ObjectMapper mapper;

    /** With values of other types as the modules say. */
    public UnderstoodJson(Module... modules) {
        mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addModule(
                        new SimpleModule().addSerializer(Set.class, new StdDelegatingSerializer(Set.class, IN_ORDER)))
                .addModules(modules)
                .annotationIntrospector(new SealedTypes())
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    public String write(Object understood) {
        try {
            return mapper.writeValueAsString(understood);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what a document says is plain data", e);
        }
    }

    /** Empty if the types are others by now than those that wrote it. */
    public <T> Optional<T> read(String json, Class<T> type) {
        try {
            return Optional.of(mapper.readValue(json, type));
        } catch (JsonProcessingException otherTypes) {
            return Optional.empty();
        }
    }

    /** Whether both say the same, in whatever order. */
    boolean same(String one, String other) {
        try {
            return mapper.readTree(one).equals(mapper.readTree(other));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written is JSON", e);
        }
    }

    /** Names the kinds of sealed interfaces without a word in their source. */
    private static final class SealedTypes extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            return isChoice(annotated.getRawType())
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, "@type", null, false, null)
                    : super.findPolymorphicTypeInfo(config, annotated);
        }

        @Override
        public List<NamedType> findSubtypes(Annotated annotated) {
            return isChoice(annotated.getRawType())
                    ? kinds(annotated.getRawType()).map(NamedType::new).toList()
                    : super.findSubtypes(annotated);
        }

        /** What a record declares where the wildcard of its type says nothing: a {@code Limit<?>} has a Quantity. */
        @Override
        public JavaType refineDeserializationType(MapperConfig<?> config, Annotated annotated, JavaType type)
                throws JsonMappingException {
            return type.isJavaLangObject() && annotated instanceof AnnotatedParameter component
                    ? config.constructType(component.getOwner().getRawParameterType(component.getIndex()))
                    : super.refineDeserializationType(config, annotated, type);
        }

        // An enum whose constants have bodies is sealed too, and so is the JDK's ZoneId.
        private static boolean isChoice(Class<?> type) {
            return type.isSealed() && !type.isEnum() && !type.getName().startsWith("java.");
        }

        private static Stream<Class<?>> kinds(Class<?> type) {
            return isChoice(type)
                    ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SealedTypes::kinds)
                    : Stream.of(type);
        }
    }
}
