package io.belastbar.load.http;

import io.belastbar.load.engine.Driver.UserVariables;
import io.belastbar.load.scenario.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A template with its fixed parts encoded: each part is the bytes of a text or the name of a variable. */
final class Pieces {

    private final List<Object> parts;
    private final Escape escape;

    private Pieces(List<Object> parts, Escape escape) {
        this.parts = List.copyOf(parts);
        this.escape = escape;
    }

    /** {@code template} null: nothing. */
    static Pieces of(Template template, Escape escape) {
        List<Object> parts = new ArrayList<>();
        for (Template.Part part : template == null ? List.<Template.Part>of() : template.parts()) {
            switch (part) {
                case Template.Part.Text(String text) ->
                    parts.add(escape.literal(text).getBytes(StandardCharsets.UTF_8));
                case Template.Part.Variable(String name) -> parts.add(name);
            }
        }
        return new Pieces(parts, escape);
    }

    static Pieces of(String text) {
        return new Pieces(List.of(text.getBytes(StandardCharsets.UTF_8)), Escape.NONE);
    }

    /** Writes into the call's own room from {@code at} on; returns where it ended. */
    int write(Call call, int at, UserVariables variables) {
        int position = at;
        for (Object part : parts) {
            position = part instanceof byte[] fixed
                    ? put(call, position, fixed)
                    : put(call, position, variables.get((String) part));
        }
        return position;
    }

    String text(UserVariables variables) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            if (part instanceof byte[] fixed) {
                text.append(new String(fixed, StandardCharsets.UTF_8));
            } else {
                text.append(escape.escaped(variables.get((String) part)));
            }
        }
        return text.toString();
    }

    static int put(Call call, int at, byte[] bytes) {
        System.arraycopy(bytes, 0, call.own(at + bytes.length), at, bytes.length);
        return at + bytes.length;
    }

    private int put(Call call, int at, String value) {
        if (!escape.plain(value)) {
            return put(call, at, escape.escaped(value).getBytes(StandardCharsets.UTF_8));
        }
        byte[] room = call.own(at + value.length());
        for (int index = 0; index < value.length(); index++) {
            room[at + index] = (byte) value.charAt(index);
        }
        return at + value.length();
    }
}
