package dev.natsmesh.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.runtime.call.Parameter;

class JsonBodyTest {

    /** Must never show up in a message, which crosses the wire and stands in logs. */
    private static final String SECRET = "hunter2";

    public record Item(String name, int count, List<Item> parts, BigInteger huge) {
        public Item {
            if (count < 0) {
                throw new IllegalStateException("count is negative, " + SECRET);
            }
        }
    }

    private final BodyCodec item = one(Item.class.getName());
    private final BodyCodec several = Mappers.codec("void", List.of(Parameter.ofBody("sku", "java.lang.String"),
            Parameter.ofBody("count", "int"), Parameter.ofBody("items", "java.util.List<" + Item.class.getName() + ">")))
            .request();

    private static BodyCodec one(String type) {
        return Mappers.codec("void", List.of(Parameter.ofBody("value", type))).request();
    }

    @Test
    void aValueComesBackAsItWas() {
        Item value = new Item("ünïcode \n", 3, List.of(new Item("part", 1, List.of(), null)), BigInteger.TEN.pow(30));
        assertThat(item.decode(item.encode(value))).isEqualTo(value);
        assertThat(item.decode(item.encode(null))).isNull();
    }

    @Test
    void genericsComeBackAsTheyWere() {
        BodyCodec map = one("java.util.Map<java.lang.String,java.util.List<" + Item.class.getName() + ">>");
        Map<String, List<Item>> value = Map.of("a", List.of(new Item("x", 1, null, null)));
        assertThat(map.decode(map.encode(value))).isEqualTo(value);
    }

    @Test
    void severalArgumentsAreOneObject() {
        Object[] arguments = { "a-1", 2, List.of(new Item("x", 1, null, null)) };
        byte[] body = several.encode(arguments);
        assertThat(new String(body, StandardCharsets.UTF_8)).startsWith("{\"sku\":\"a-1\",\"count\":2,\"items\":[{");
        assertThat((Object[]) several.decode(body)).containsExactly(arguments);
    }

    @Test
    void unknownPropertiesAreIgnoredAndMissingOnesAreNull() {
        assertThat((Object[]) several.decode(bytes("{\"new\":{\"deep\":[1,{}]},\"count\":7,\"other\":null}")))
                .containsExactly(null, 7, null);
        assertThat((Object[]) several.decode(bytes("{\"count\":7,\"sku\":null,\"items\":null}")))
                .containsExactly(null, 7, null);
    }

    @Test
    void aPrimitiveArgumentIsNeededAndNamed() {
        for (String body : List.of("{}", "{\"sku\":\"x\"}", "{\"count\":null}")) {
            assertThatThrownBy(() -> several.decode(bytes(body))).isInstanceOf(MessageFormatException.class)
                    .hasMessage("the request of Shop.buy lacks the property count, a whole number");
        }
        assertThatThrownBy(() -> one("int").decode(bytes("null"))).isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("JSON of a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "{", "[", "]", "}", "nul", "\"hunter2", "{\"sku\":\"hunter2\"", "[\"hunter2\"]",
            "\"hunter2\"",
            "42", "{\"count\":1}{\"sku\":\"hunter2\"}", "{\"count\":1} hunter2", "{\"count\":\"hunter2\"}", "{\"count\":{}}",
            "{\"count\":1,\"count\":2,\"sku\":\"hunter2\"}", "{\"count\":99999999999999999999}", "{\"count\":1e999999999}",
            "{\"count\":1,\"items\":\"hunter2\"}", "{\"count\":1,\"items\":[{\"name\":\"hunter2\",\"count\":-1}]}",
            "{\"count\":1,\"items\":{\"hunter2\":1}}", "{\"count\":1,\"sku\":[\"hunter2\"]}", "{count:1}", "{'count':1}",
            "{\"count\":1,}", "\u0000", "<xml>hunter2</xml>" })
    void argumentsThatAreWrongAreRefusedWithoutShowingThem(String body) {
        assertRefused(several, bytes(body));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "{", "nul", "[]", "\"hunter2\"", "42", "{\"name\":\"hunter2\"",
            "{\"name\":{\"hunter2\":1}}",
            "{\"name\":\"hunter2\",\"count\":-1}", "{\"count\":\"hunter2\"}", "{} {}", "{\"name\":\"hunter2\"} x", "null null",
            "{\"count\":99999999999999999999}", "{\"parts\":{\"hunter2\":2}}", "{\"huge\":\"hunter2\"}" })
    void aValueThatIsWrongIsRefusedWithoutShowingIt(String body) {
        assertRefused(item, bytes(body));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
            "`{\"count\":\"hunter2\"}`, `: count is not a whole number (line 1, column 10)`",
            "`{\"count\":99999999999999999999}`, `: count is not a whole number in its range (line 1, column 30)`",
            "`{\"count\":1,\"sku\":[1]}`, `: sku is not a text (line 1, column 18)`",
            "`{\"count\":1,\"items\":{}}`, `: items is not an array (line 1, column 20)`",
            "`{\"count\":1,\"items\":[{},{\"parts\":[{\"count\":true}]}]}`, `: items[1].parts[0].count is not a whole number (line 1, column 43)`",
            "`{\"count\":1,\"items\":[{\"count\":-1}]}`, `: items[0] is not a valid value (line 1, column 32)`",
            "`{\"count\":1,\"items\":[{]}`, ` is not JSON of an object with the properties sku, count, items (line 1, column 22)`",
            "`[]`, ` is not JSON of an object with the properties sku, count, items`" })
    void thePlaceAndWhatIsExpectedThereAreTold(String body, String told) {
        assertThatThrownBy(() -> several.decode(bytes(body))).hasMessage("the request of Shop.buy" + told);
    }

    @ParameterizedTest
    @CsvSource({ "boolean, true or false", "java.math.BigDecimal, a number", "java.util.List<java.lang.String>, an array",
            "'java.util.Map<java.lang.String,java.lang.String>', an object", "java.lang.Thread$State, a text" })
    void noTypeOfJavaIsTold(String type, String kind) {
        assertThatThrownBy(() -> one(type).decode(bytes("")))
                .hasMessage("the request of Shop.buy is empty; expected JSON of " + kind);
    }

    @Test
    void keysOfMapsAreContent() {
        BodyCodec map = one("java.util.Map<java.lang.String,java.util.List<java.lang.Thread$State>>");
        assertThatThrownBy(() -> map.decode(bytes("{\"hunter2\":[\"NEW\",\"hunter2\"]}")))
                .hasMessage("the request of Shop.buy: [*][1] is not a text of the expected form (line 1, column 19)");
    }

    @Test
    void deepNestingAndEndlessNumbersAreRefused() {
        int depth = 100_000;
        assertRefused(item, bytes("{\"parts\":[".repeat(depth)));
        assertRefused(several, bytes("{\"count\":1,\"unknown\":" + "[".repeat(depth)));
        assertRefused(several, bytes("{\"count\":1,\"unknown\":" + "[".repeat(depth) + "]".repeat(depth) + "}"));
        assertRefused(item, bytes("{\"huge\":" + "9".repeat(depth) + "}"));
    }

    @Test
    void whatCanNotBeWrittenIsRefused() {
        BodyCodec any = one("java.lang.Object");
        for (Object unwritable : List.of(new Object() {
            public Object getSelf() {
                return this;
            }
        }, new Object() {
            public String getName() {
                throw new IllegalStateException(SECRET);
            }
        })) {
            assertThatThrownBy(() -> any.encode(unwritable)).isInstanceOf(MessageFormatException.class)
                    .hasMessage("the request of Shop.buy can't be written as JSON of java.lang.Object");
        }
        assertThatThrownBy(() -> several.encode(new Object[]{ "a", "not a number", null }))
                .isInstanceOf(MessageFormatException.class);
    }

    @Test
    void noArgumentsAndNoResultAreEmptyBodies() {
        OperationCodec nothing = Mappers.codec("void", List.of());
        assertThat(nothing.request().encode(null)).isEmpty();
        assertThat(nothing.request().decode(bytes("ignored"))).isNull();
        assertThat(nothing.reply().encode(null)).isEmpty();
        assertThat(nothing.reply().decode(new byte[0])).isNull();
    }

    private static void assertRefused(BodyCodec codec, byte[] body) {
        assertThatThrownBy(() -> codec.decode(body)).isInstanceOf(MessageFormatException.class)
                .hasMessageStartingWith("the request of Shop.buy").message().doesNotContain(SECRET);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
