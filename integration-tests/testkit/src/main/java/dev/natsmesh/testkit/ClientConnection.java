package dev.natsmesh.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's connection, as its server's monitoring tells it.
 *
 * @param name what the client calls itself, empty if it has not said
 * @param subscriptions how many subscriptions it has
 * @param messages how many messages have come over it
 */
public record ClientConnection(String name, int subscriptions, long messages) {

    private static final Pattern EACH = Pattern.compile("(?=\"cid\":)");
    private static final Pattern NAME = Pattern.compile("\"name\":\\s*\"([^\"]*)\"");
    private static final Pattern SUBSCRIPTIONS = Pattern.compile("\"subscriptions\":\\s*(\\d+)");
    private static final Pattern MESSAGES = Pattern.compile("\"in_msgs\":\\s*(\\d+)");

    /** @param connz what {@code /connz} answers */
    static List<ClientConnection> all(String connz) {
        return Arrays.stream(EACH.split(connz)).skip(1)
                .map(text -> new ClientConnection(first(NAME, text, ""), Integer.parseInt(first(SUBSCRIPTIONS, text, "0")),
                        Long.parseLong(first(MESSAGES, text, "0"))))
                .toList();
    }

    private static String first(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
