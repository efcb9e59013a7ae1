package dev.natsmesh.runtime.call;

import java.util.regex.Pattern;

/**
 * What the subjects of an application's calls begin with, so that several environments can share a cluster.
 *
 * @param tokens one name, or several with dots between them; empty for no prefix
 */
public record SubjectPrefix(String tokens) {

    /** Names that begin with an underscore belong to NATS and to the mesh. */
    private static final Pattern TOKENS = Pattern.compile("[A-Za-z0-9-][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*");

    public static final SubjectPrefix NONE = new SubjectPrefix("");

    /** @throws IllegalArgumentException if these can't be the tokens of a prefix */
    public SubjectPrefix {
        if (!tokens.isEmpty() && !TOKENS.matcher(tokens).matches()) {
            throw new IllegalArgumentException("'%s' is not made of names (letters, digits, '-' and '_', but no '_' at the"
                    .formatted(tokens) + " beginning) with dots between them");
        }
    }

    public String before(String subject) {
        return tokens.isEmpty() ? subject : tokens + "." + subject;
    }
}
