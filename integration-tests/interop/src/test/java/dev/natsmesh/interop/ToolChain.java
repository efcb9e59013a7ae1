package dev.natsmesh.interop;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Assumptions;

/** What other languages need. A test that can't run for want of it says so where nobody overlooks it. */
final class ToolChain {

    private static final Set<String> MISSING = new HashSet<>();

    private ToolChain() {
    }

    static synchronized void require(String what, boolean present) {
        if (!present && MISSING.add(what)) {
            String line = "!".repeat(100);
            System.out.printf("%n%s%n!!! NOT TESTED: calls from and to other languages need %s, which is not here%n%s%n%n",
                    line,
                    what, line);
        }
        Assumptions.assumeTrue(present, () -> "needs " + what);
    }
}
