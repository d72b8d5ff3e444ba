package io.belastbar.chaos.record;

import io.belastbar.resilience.record.ChainHash;

/** Where a chain stands: so many entries, the last of which has this hash. */
record ChainPosition(long entries, ChainHash hash) {
    static final ChainPosition START = new ChainPosition(0, ChainHash.START);
}
