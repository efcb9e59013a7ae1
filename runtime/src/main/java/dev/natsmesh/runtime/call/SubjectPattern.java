package dev.natsmesh.runtime.call;

import java.util.List;
import java.util.Objects;

/** What a subscriber listens to: a subject whose tokens may be wildcards. */
public final class SubjectPattern {

    private static final String ANY = "*";
    private static final String REST = ">";
    /** What NATS takes for something else than a part of a name, and what one might mean something by. */
    private static final String RESERVED = "*>{}";

    private final List<String> tokens;

    private SubjectPattern(List<String> tokens) {
        this.tokens = tokens;
    }

    /** @throws IllegalArgumentException if it is none; says what is wrong */
    public static SubjectPattern of(String text) {
        List<String> tokens = List.of(text.split("\\.", -1));
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token.isEmpty()) {
                throw new IllegalArgumentException("a token is empty; expected names with one dot between them");
            } else if (token.equals(REST) && i < tokens.size() - 1) {
                throw new IllegalArgumentException("'>' stands for all that follows; expected it as the last token");
            } else if (!isWildcard(token) && !isName(token)) {
                throw new IllegalArgumentException(("the token '%s' is neither a name nor a wildcard; expected '*', '>', or"
                        + " characters other than blanks, '*', '>', '{' and '}'").formatted(token));
            }
        }
        return new SubjectPattern(tokens);
    }

    private static boolean isWildcard(String token) {
        return token.equals(ANY) || token.equals(REST);
    }

    private static boolean isName(String token) {
        return token.chars().allMatch(c -> c > ' ' && RESERVED.indexOf(c) < 0);
    }

    /** The subject to subscribe to. */
    public String subject() {
        return String.join(".", tokens);
    }

    /** Whether messages of this subject, which has no wildcards, are meant. */
    public boolean matches(String subject) {
        return meets(List.of(subject.split("\\.", -1)));
    }

    /** Whether there can be a message that both mean. */
    public boolean overlaps(SubjectPattern other) {
        return meets(other.tokens);
    }

    private boolean meets(List<String> others) {
        int shorter = Math.min(tokens.size(), others.size());
        for (int i = 0; i < shorter; i++) {
            String own = tokens.get(i);
            String other = others.get(i);
            if (own.equals(REST) || other.equals(REST)) {
                return true;
            } else if (!own.equals(other) && !own.equals(ANY) && !other.equals(ANY)) {
                return false;
            }
        }
        return tokens.size() == others.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubjectPattern pattern && tokens.equals(pattern.tokens);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(tokens);
    }

    @Override
    public String toString() {
        return subject();
    }
}
