/** A simulated SAP system: it takes postings, each once, as fast or as badly as it is told to. */
package io.belastbar.examples.sap;
