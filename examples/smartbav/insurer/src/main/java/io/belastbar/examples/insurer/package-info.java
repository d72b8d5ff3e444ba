/** A simulated insurer: it quotes company pensions, as fast or as badly as it is told to. */
package io.belastbar.examples.insurer;
