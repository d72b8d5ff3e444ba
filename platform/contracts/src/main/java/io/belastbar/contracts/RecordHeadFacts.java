package io.belastbar.contracts;

/**
 * Where a signed record stood. {@code belastbar evidence verify FILE --head HASH:ENTRIES --key KEY} compares a file with it.
 *
 * @param entries how many the record had
 * @param hash of the last of them, which stands for all: SHA-256, 64 hexadecimal digits
 * @param key fingerprint of the key that signed: SHA-256 of its X.509 form, 64 hexadecimal digits
 */
public record RecordHeadFacts(long entries, String hash, String key) {}
