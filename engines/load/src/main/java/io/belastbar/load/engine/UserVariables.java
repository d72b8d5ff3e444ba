package io.belastbar.load.engine;

/** What a virtual user knows. */
public interface UserVariables {

    /** Null if it is not known. */
    String get(String name);
}
