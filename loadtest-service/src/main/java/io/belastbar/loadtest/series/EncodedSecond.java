package io.belastbar.loadtest.series;

import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondResult;

/** One second of a run as it is stored. */
public record EncodedSecond(int second, byte[] data) {

    public static EncodedSecond of(SecondResult second) {
        return new EncodedSecond(second.second(), SecondCodec.encode(second));
    }
}
