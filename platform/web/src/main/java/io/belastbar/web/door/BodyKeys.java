package io.belastbar.web.door;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/**
 * Refuses keys of JSON bodies that nobody knows: who writes {@code "until"} and is answered 200 believes in it. What the
 * same mapper reads elsewhere (answers of other services, what was stored) may have more than is known here.
 */
@Singleton
class BodyKeys implements ObjectMapperCustomizer {

    private static final ThreadLocal<Boolean> READS_BODY = ThreadLocal.withInitial(() -> false);

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addHandler(new Refusal());
    }

    /** Marks the thread while it reads a body, which it does from begin to end. */
    @Provider
    public static class BodyInterceptor implements ReaderInterceptor {

        @Override
        public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
            READS_BODY.set(true);
            try {
                return context.proceed();
            } finally {
                READS_BODY.remove();
            }
        }
    }

    private static final class Refusal extends DeserializationProblemHandler {

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            if (READS_BODY.get()) {
                var known = deserializer == null ? null : deserializer.getKnownPropertyNames();
                throw UnrecognizedPropertyException.from(parser, beanOrClass, name, known);
            }
            return false;
        }
    }
}
