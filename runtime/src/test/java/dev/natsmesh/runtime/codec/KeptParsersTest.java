package dev.natsmesh.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;

class KeptParsersTest {

    public record Named(String name) {
    }

    /** Remembers the parsers that it reads from, and does as the name says. */
    private final class NamedReader extends JsonDeserializer<Named> {
        @Override
        public Named deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            used.add(parser);
            parser.nextToken();
            parser.nextToken();
            Named named = new Named(parser.getText());
            switch (named.name()) {
                case "leaves the rest" -> {
                    return named;
                }
                case "reads on" -> {
                    parser.nextToken();
                    parser.nextToken();
                }
                case "closes" -> parser.close();
                case "reads another" -> {
                    parser.nextToken();
                    codec.decode(bytes("{\"name\":\"inner\"}"));
                }
                default -> parser.nextToken();
            }
            return named;
        }
    }

    private final List<JsonParser> used = new ArrayList<>();
    private BodyCodec codec = codec(new ObjectMapper());

    private BodyCodec codec(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule().addDeserializer(Named.class, new NamedReader()));
        return new Codecs(mapper, List.of(), List.of(), new MessageBodies(Compression.ofOthers(1 << 20)))
                .prepare(new Operation("shop", "buy", "shop.buy", "test.Shop", "buy", Operation.Kind.UNARY, false,
                        List.of(Parameter.ofBody("value", Named.class.getName())), "void", ContentType.JSON.value(), List.of(),
                        null, null))
                .request();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] named(String name) {
        return bytes("{\"name\":\"" + name + "\"}");
    }

    private void reads(byte[] body, String name) {
        assertThat(codec.decode(body)).isEqualTo(new Named(name));
    }

    @Test
    void smallBodiesShareAParser() {
        reads(named("a"), "a");
        reads(bytes("{\"name\":\"b\"}\r\n"), "b");
        reads(bytes("{ \"name\" : \"ü\" } \t"), "ü");
        assertThat(used).hasSize(3).containsOnly(used.get(0));
    }

    @Test
    void othersAreReadByANewOne() {
        reads(named("a"), "a");
        reads(named("b".repeat(10_000)), "b".repeat(10_000));
        reads("{\"name\":\"c\"}".getBytes(StandardCharsets.UTF_16LE), "c");
        reads("{\"name\":\"d\"}".getBytes(StandardCharsets.UTF_16BE), "d");
        reads(bytes(" {\"name\":\"e\"}"), "e");
        assertThat(used).doesNotHaveDuplicates();
    }

    @Test
    void aWrongBodyIsAnErrorAndTheNextIsReadByANewParser() {
        for (String wrong : List.of("{\"name\":\"a\"}}", "{\"name\":\"a\"} {\"name\":\"b\"}", "{\"name\":{}", "{\"name\":\"}",
                "[]")) {
            reads(named("before"), "before");
            JsonParser before = used.get(used.size() - 1);
            assertThatThrownBy(() -> codec.decode(bytes(wrong))).as(wrong).isInstanceOf(MessageFormatException.class);
            reads(named("after"), "after");
            assertThat(used.get(used.size() - 1)).as(wrong).isNotSameAs(before);
        }
    }

    @Test
    void anErrorTellsThePlaceInItsOwnBody() {
        reads(named("a"), "a");
        assertThatThrownBy(() -> codec.decode(bytes("{\"name\":\"a\"}}"))).hasMessageContaining("(line 1, column 13)");
    }

    @Test
    void aParserIsGivenUpInTime() {
        for (int i = 0; i < 100; i++) {
            reads(named("a".repeat(2_000)), "a".repeat(2_000));
        }
        assertThat(used.stream().distinct()).hasSizeBetween(3, 5);
    }

    @Test
    void aReaderThatTakesTooMuchOrTooLittleHarmsNoOther() {
        for (String odd : List.of("leaves the rest", "reads on", "closes", "reads another")) {
            try {
                codec.decode(named(odd));
            } catch (MessageFormatException e) {
                assertThat(odd).isIn("leaves the rest", "closes"); // by a new parser, too
            }
            reads(named("after " + odd), "after " + odd);
        }
    }

    @Test
    void limitsOfAWholeInputAreThoseOfOneBody() {
        codec = codec(new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxDocumentLength(40).build()).build()));
        for (int i = 0; i < 10; i++) {
            reads(named("short"), "short");
        }
        assertThat(used).doesNotHaveDuplicates();
    }
}
