package dev.natsmesh.runtime.transport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;

/** An operator, an account and a user, made for one test run, and what they sign. */
final class NatsKeys {

    private static final String NO_LIMITS = "{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,\"exports\":-1,"
            + "\"wildcards\":true,\"conn\":-1,\"leaf\":-1}";

    private final NKey operator;
    private final NKey account;
    private final NKey user;

    private NatsKeys(NKey operator, NKey account, NKey user) {
        this.operator = operator;
        this.account = account;
        this.user = user;
    }

    static NatsKeys generate() throws IOException, GeneralSecurityException {
        SecureRandom random = new SecureRandom();
        return new NatsKeys(NKey.createOperator(random), NKey.createAccount(random), NKey.createUser(random));
    }

    String userSeed() {
        return new String(user.getSeed());
    }

    String accountSeed() {
        return new String(account.getSeed());
    }

    String userPublicKey() throws IOException, GeneralSecurityException {
        return new String(user.getPublicKey());
    }

    String userJwt() throws IOException, GeneralSecurityException {
        return JwtUtils.issueUserJWT(account, new String(account.getPublicKey()), userPublicKey());
    }

    /** What nsc would write for the user. */
    String credentialsFile() throws IOException, GeneralSecurityException {
        return JwtUtils.NATS_USER_JWT_FORMAT.formatted(userJwt(), userSeed());
    }

    /** A server in operator mode that knows the account. */
    String serverConfig() throws IOException, GeneralSecurityException {
        String accountKey = new String(account.getPublicKey());
        return "operator: \"%s\"%nresolver: MEMORY%nresolver_preload: { %s: \"%s\" }".formatted(
                jwt(new String(operator.getPublicKey()), "operator", "{\"type\":\"operator\",\"version\":2}"), accountKey,
                jwt(accountKey, "account", "{\"type\":\"account\",\"version\":2,\"limits\":" + NO_LIMITS + "}"));
    }

    private String jwt(String subject, String name, String claim) throws IOException, GeneralSecurityException {
        return JwtUtils.issueJWT(operator, subject, name, null, JwtUtils.currentTimeSeconds(),
                new String(operator.getPublicKey()), () -> claim);
    }
}
