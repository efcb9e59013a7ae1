package dev.natsmesh.runtime.transport;

import java.io.IOException;
import java.security.GeneralSecurityException;

import io.nats.client.AuthHandler;
import io.nats.client.NKey;

/** Signs the server's challenge with an NKey seed. */
final class NKeyAuthentication implements AuthHandler {

    private final NKey key;

    /** @throws IllegalArgumentException if it is not a user's seed; the message doesn't show it */
    NKeyAuthentication(String seed) {
        try {
            this.key = NKey.fromSeed(seed.trim().toCharArray());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("The NKey is not a valid seed; expected a user's seed, which begins with SU");
        }
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
