package dev.natsmesh.runtime.transport;

import java.io.IOException;
import java.security.GeneralSecurityException;

import io.nats.client.AuthHandler;
import io.nats.client.NKey;

/** Signs the server's challenge with an NKey seed. */
final class NKeyAuthentication implements AuthHandler {

    private final NKey key;

    NKeyAuthentication(String seed) {
        this.key = requireUserSeed(seed.trim().toCharArray());
    }

    /** @throws IllegalArgumentException if it is not a user's seed; the message doesn't show it */
    static NKey requireUserSeed(char[] seed) {
        try {
            NKey key = NKey.fromSeed(seed);
            if (key.getType() == NKey.Type.USER) {
                return key;
            }
        } catch (RuntimeException e) {
            // Said below: the text of the cause may show the seed.
        }
        throw new IllegalArgumentException("not a valid seed of a user's NKey, which begins with SU");
    }

    @Override
    public byte[] sign(byte[] nonce) {
        try {
            return key.sign(nonce);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The NKey can't sign", e);
        }
    }

    @Override
    public char[] getID() {
        try {
            return key.getPublicKey();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The NKey has no public key", e);
        }
    }

    @Override
    public char[] getJWT() {
        return null;
    }
}
