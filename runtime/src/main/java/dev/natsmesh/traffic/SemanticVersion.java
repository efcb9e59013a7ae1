package dev.natsmesh.traffic;

import java.util.regex.Pattern;

/** The form of versions, which is that of semver.org, 2.0.0. */
public final class SemanticVersion {

    private static final Pattern FORM = Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
            + "(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
            + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");

    private SemanticVersion() {
    }

    /** @return whether the text is a version in that form, as {@code 1.3.0} is */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
