package dev.natsmesh.runtime.transport;

import java.nio.file.Path;

/** Who connects. No form of it shows a secret in its {@code toString}. */
public sealed interface Credentials {

    /** Nobody in particular, or whom the TLS certificate names. */
    record None() implements Credentials {
    }

    record UserPassword(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "UserPassword[user=" + user + "]";
        }
    }

    record Token(String token) implements Credentials {
        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /** An NKey user; the seed signs the server's challenge and never leaves the process. */
    record NKeySeed(String seed) implements Credentials {
        @Override
        public String toString() {
            return "NKeySeed[]";
        }
    }

    /** A credentials file with a user's JWT and seed, read at each connection attempt. */
    record CredentialsFile(Path path) implements Credentials {
    }
}
