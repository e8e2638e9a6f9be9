package io.userautomation.localstack.process;

import java.util.List;

/**
 * Whether the JVMs that this one starts stop at the first of Java's two compilers. One that lives for minutes spends most
 * of its processor time on the second, which pays off only for who measures or runs for long: so tests ask for it,
 * {@code run-local.sh} does for few users, and benchmarks don't.
 */
public final class FirstCompiler {
    /** System property; {@code true} asks for it. The build sets it for tests. */
    public static final String PROPERTY = "first.compiler";

    private FirstCompiler() {}

    /** The option for {@code java}; none where it isn't asked for. */
    public static List<String> options() {
        return Boolean.getBoolean(PROPERTY) ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    }
}
