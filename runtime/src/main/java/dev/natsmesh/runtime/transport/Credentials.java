package dev.natsmesh.runtime.transport;

import java.nio.file.Files;
import java.nio.file.Path;

import io.nats.client.AuthHandler;
import io.nats.client.Nats;

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

        /** @throws IllegalArgumentException if it is not a user's seed; the message doesn't show it */
        public NKeySeed {
            NKeyAuthentication.requireUserSeed(seed.trim().toCharArray());
        }

        @Override
        public String toString() {
            return "NKeySeed[]";
        }
    }

    /** A credentials file with a user's JWT and seed, read at each connection attempt. */
    record CredentialsFile(Path path) implements Credentials {

        /** @throws IllegalArgumentException if the file can't be read as one; the message shows nothing of its content */
        public CredentialsFile {
            if (!Files.isReadable(path)) {
                throw new IllegalArgumentException("there is no readable file at " + path);
            }
            if (!isCredentialsFile(Nats.credentials(path.toString()))) {
                throw new IllegalArgumentException(
                        path + " is not a credentials file; expected a user's JWT and seed, as nsc writes them");
            }
        }

        private static boolean isCredentialsFile(AuthHandler file) {
            try {
                return file.getJWT().length > 0 && file.sign(new byte[1]).length > 0;
            } catch (RuntimeException e) {
                return false;
            }
        }
    }
}
