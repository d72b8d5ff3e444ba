package io.belastbar.local.image.steady;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A class file, of which no more is understood than what its constant pool holds.
 *
 * @param constants where each begins, by its number; 0 for a number that the JVM leaves out
 * @param end of the constant pool
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-4.html#jvms-4.4">JVM specification, 4.4</a>
 */
record ClassBytes(ByteBuffer bytes, int[] constants, int end) {
    /** Magic number, version, and how many constants there are. */
    private static final int HEAD = 10;

    private static final int COUNT_AT = 8;
    private static final int TEXT = 1;
    private static final int METHOD = 10;
    private static final byte INVOKE_STATIC = (byte) 0xb8;

    /** @throws IOException when it is no class file as far as it is understood */
    static ClassBytes of(byte[] classFile) throws IOException {
        var bytes = ByteBuffer.wrap(classFile);
        var constants = new int[unsigned(bytes, COUNT_AT)];
        int at = HEAD;
        for (int number = 1; number < constants.length; number++) {
            constants[number] = at;
            int tag = bytes.get(at);
            at += 1 + length(tag, bytes, at);
            // A long or a double takes two numbers.
            number += tag == 5 || tag == 6 ? 1 : 0;
        }
        return new ClassBytes(bytes, constants, at);
    }

    /** The same class with other texts: all else refers to them by their number, which stays. */
    byte[] withTexts(UnaryOperator<String> change) throws IOException {
        var changed = new ByteArrayOutputStream(bytes.capacity());
        var out = new DataOutputStream(changed);
        out.write(bytes.array(), 0, HEAD);
        for (int number = 1; number < constants.length; number++) {
            int at = constants[number];
            if (at == 0) {
                continue;
            }
            String text = bytes.get(at) == TEXT ? text(number) : null;
            String other = text == null ? null : change.apply(text);
            if (text == null || text.equals(other)) {
                out.write(bytes.array(), at, 1 + length(bytes.get(at), bytes, at));
            } else {
                out.writeByte(TEXT);
                out.writeUTF(other);
            }
        }
        out.write(bytes.array(), end, bytes.capacity() - end);
        return changed.toByteArray();
    }

    /**
     * The same class with other instructions, of three bytes, where it called a static method.
     *
     * @return empty unless there is exactly one such call
     */
    Optional<byte[]> withoutCall(String method, byte[] instead) {
        byte[] changed = bytes.array().clone();
        int calls = 0;
        for (int at = end; at < changed.length - 2; at++) {
            if (changed[at] == INVOKE_STATIC && isMethod(unsigned(bytes, at + 1), method)) {
                System.arraycopy(instead, 0, changed, at, instead.length);
                calls++;
            }
        }
        return calls == 1 ? Optional.of(changed) : Optional.empty();
    }

    private boolean isMethod(int number, String name) {
        if (number >= constants.length || constants[number] == 0 || bytes.get(constants[number]) != METHOD) {
            return false;
        }
        int nameAndType = unsigned(bytes, constants[number] + 3);
        return text(unsigned(bytes, constants[nameAndType] + 1)).equals(name);
    }

    /** As far as it is ASCII: what is looked for here is. */
    private String text(int number) {
        int at = constants[number];
        byte[] letters = Arrays.copyOfRange(bytes.array(), at + 3, at + 3 + unsigned(bytes, at + 1));
        return new String(letters, StandardCharsets.ISO_8859_1);
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    /** Without its tag. */
    private static int length(int tag, ByteBuffer bytes, int at) throws IOException {
        return switch (tag) {
            case TEXT -> 2 + unsigned(bytes, at + 1);
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, METHOD, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IOException("a constant's tag should be one of the JVM's: was " + tag);
        };
    }
}
