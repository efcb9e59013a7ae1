package dev.natsmesh.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.DeserializationFeature;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Parameter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Peers send what they like. */
class AnyBodyTest {

    public record Item(String name, int count, List<Item> parts, BigInteger huge, Map<String, BigDecimal> prices) {
    }

    public static class OutOfStock extends Exception {
        public OutOfStock(String sku, int left) {
            super("only " + left + " of " + sku);
        }
    }

    private final OperationCodec one = Mappers.codec("void", List.of(Parameter.ofBody("item", Item.class.getName())));
    private final OperationCodec several = Mappers.codec(Item.class.getName(),
            List.of(Parameter.ofBody("name", "java.lang.String"),
                    Parameter.ofBody("count", "int"),
                    Parameter.ofBody("items", "java.util.List<" + Item.class.getName() + ">")),
            OutOfStock.class);

    @Property
    void isValuesOrAFormatError(@ForAll("bodies") byte[] body) {
        for (BodyCodec codec : List.of(one.request(), several.request(), several.reply())) {
            try {
                codec.decode(body);
            } catch (MessageFormatException e) {
                assertThat(e).hasMessageStartingWith("the re");
            }
        }
    }

    /** Bodies small enough are read by a parser that has read others. */
    @Property
    void isReadAsByANewParser(@ForAll("bodies") byte[] body) {
        Object read = result(() -> one.request().decode(body));
        Object expected = result(() -> Mappers.likeQuarkus().readerFor(Item.class)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readValue(body));
        assertThat(read).isEqualTo(expected);
    }

    /** Null also for any failure. */
    private static Object result(Callable<Object> reading) {
        try {
            return reading.call();
        } catch (Exception | StackOverflowError e) {
            return null;
        }
    }

    @Property
    void comesBackAsItWas(@ForAll("items") Item item, @ForAll String name, @ForAll int count) {
        assertThat(one.request().decode(one.request().encode(item))).isEqualTo(item);
        Object[] arguments = { name, count, List.of(item) };
        assertThat((Object[]) several.request().decode(several.request().encode(arguments))).isEqualTo(arguments);
    }

    @Property
    void isAFailureWhateverAnErrorsHeadersAre(@ForAll("bodies") byte[] body, @ForAll("names") String name,
            @ForAll("codes") String code, @ForAll String text) {
        Headers headers = new Headers().add(HeaderNames.ERROR_NAME, name).add(HeaderNames.ERROR_TEXT, text);
        assertThat(several.errors().decode(headers, body)).isNull();
        assertThat(several.errors().decode(headers.add(HeaderNames.ERROR_CODE, code), body)).isNotNull();
    }

    @Property
    void isToldOrRefusedAsJson(@ForAll String contentType) {
        Headers headers = new Headers().add(HeaderNames.CONTENT_TYPE, contentType);
        assertThat(ContentType.NOTHING.takes(headers)).isTrue();
        if (!ContentType.JSON.takes(headers)) {
            assertThat(ContentType.JSON.refusal("it", headers)).startsWith("it is ").endsWith("; expected application/json")
                    .hasSizeLessThan(150);
        }
    }

    @Provide
    Arbitrary<Item> items() {
        Arbitrary<Map<String, BigDecimal>> prices = Arbitraries.maps(Arbitraries.strings(), Arbitraries.bigDecimals()
                .between(BigDecimal.valueOf(-1e12), BigDecimal.valueOf(1e12)).map(BigDecimal::stripTrailingZeros)).ofMaxSize(3);
        return Combinators.combine(Arbitraries.strings().injectNull(0.1), Arbitraries.integers(),
                Arbitraries.bigIntegers().injectNull(0.1), prices)
                .as((name, count, huge, map) -> new Item(name, count, List.of(new Item(name, count, List.of(), huge, Map.of())),
                        huge, map));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.of("OutOfStock", "violations", "java.lang.Error"), Arbitraries.strings());
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.oneOf(Arbitraries.of("", "422", "-1", " 400 ", "99999999999"), Arbitraries.strings(),
                Arbitraries.integers().map(String::valueOf));
    }

    /** Pieces of JSON, bytes, and JSON that is right but for a few bytes. */
    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of("{", "}", "[", "]", ",", ":", "\"name\":", "\"count\":", "\"items\":[", "\"parts\":[",
                        "\"huge\":",
                        "\"violations\":[", "\"path\":", "null", "true", "1", "-0", "1e999", "9".repeat(1100), "\"\\ud800\"",
                        "\"\"",
                        "[".repeat(2000), "{\"parts\":[".repeat(600), " ", "\ufeff", "{\"name\":\"a\",\"count\":1}"),
                Arbitraries.strings().ofMaxLength(3));
        Arbitrary<byte[]> json = pieces.list().ofMaxSize(10)
                .map(list -> String.join("", list).getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> changed = Combinators
                .combine(items(), Arbitraries.integers().between(0, 1000), Arbitraries.bytes())
                .as((item, position, value) -> {
                    byte[] body = one.request().encode(item);
                    body[position % body.length] = value;
                    return body;
                });
        Arbitrary<byte[]> bytes = Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(64)
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
        return Arbitraries.oneOf(json, changed, bytes);
    }
}
