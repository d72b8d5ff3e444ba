package io.belastbar.web.door;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.belastbar.document.ControlCharacters;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/** Refuses control characters in the strings of JSON bodies that become objects; line breaks and tabs may stand there. */
@Singleton
class JsonTextConfig implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("text").addDeserializer(String.class, new Text()));
    }

    private static final class Text extends StringDeserializer {

        private static final long serialVersionUID = 1;

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = super.deserialize(parser, context);
            Optional<String> broken = text == null ? Optional.empty() : ControlCharacters.inText(text);
            if (broken.isPresent()) {
                throw new InvalidFormatException(parser, broken.get(), text, String.class);
            }
            return text;
        }
    }
}
