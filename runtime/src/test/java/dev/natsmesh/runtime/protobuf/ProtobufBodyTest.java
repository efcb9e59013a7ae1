package dev.natsmesh.runtime.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.MessageLite;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;
import dev.natsmesh.runtime.codec.BodyCodec;
import dev.natsmesh.runtime.codec.Codecs;
import dev.natsmesh.runtime.codec.Compression;
import dev.natsmesh.runtime.codec.ContentType;
import dev.natsmesh.runtime.codec.MessageBodies;
import dev.natsmesh.runtime.codec.OperationCodec;

class ProtobufBodyTest {

    /** Must never show up in a message, which crosses the wire and stands in logs. */
    private static final String SECRET = "hunter2";

    private static final ContentType PROTOBUF = new ContentType("application/protobuf");

    private final BodyCodec struct = codec(Struct.class.getName(), Timestamp.class.getName()).request();

    private static OperationCodec codec(String parameter, String result) {
        return new Codecs(new ObjectMapper(), List.of(new ProtobufFormat()), List.of(),
                new MessageBodies(Compression.ofOthers(1 << 20)))
                .prepare(new Operation("shop", "buy", "shop.buy", "test.Shop", "buy", Operation.Kind.UNARY, false,
                        List.of(Parameter.ofBody("value", parameter)), result, ContentType.JSON.value(), List.of(), null,
                        null));
    }

    @Test
    void aMessageComesBackAsItWas() {
        Struct value = struct("ünïcode \n");
        assertThat(struct.encode(value)).isEqualTo(value.toByteArray());
        assertThat(struct.decode(value.toByteArray())).isEqualTo(value);
    }

    @Test
    void anEmptyBodyIsAMessageOfDefaultValues() {
        assertThat(struct.encode(Struct.getDefaultInstance())).isEmpty();
        assertThat(struct.decode(new byte[0])).isEqualTo(Struct.getDefaultInstance());
    }

    @Test
    void theTypesDecideOnTheForm() {
        OperationCodec both = codec(Struct.class.getName(), Timestamp.class.getName());
        assertThat(both.request().contentType()).isEqualTo(PROTOBUF);
        assertThat(both.reply().contentType()).isEqualTo(PROTOBUF);
        OperationCodec mixed = codec("java.lang.String", StringValue.class.getName());
        assertThat(mixed.request().contentType()).isEqualTo(ContentType.JSON);
        assertThat(mixed.reply().contentType()).isEqualTo(PROTOBUF);
        assertThat(codec(StringValue.class.getName(), Operation.NO_RESULT).reply().contentType())
                .isEqualTo(ContentType.NOTHING);
    }

    @Test
    void protobufIsToldAndJsonGoesWithoutSaying() {
        assertThat(told(PROTOBUF)).isEqualTo("application/protobuf");
        assertThat(told(ContentType.JSON)).isNull();
        assertThat(told(ContentType.NOTHING)).isNull();
    }

    private static String told(ContentType type) {
        Headers headers = new Headers();
        type.tell(headers);
        return headers.get(HeaderNames.CONTENT_TYPE);
    }

    @Test
    void whatIsToldMustFit() {
        assertThat(PROTOBUF.takes(new Headers())).isTrue();
        assertThat(PROTOBUF.takes(given("application/protobuf"))).isTrue();
        assertThat(PROTOBUF.takes(given("Application/Protobuf ; version=3"))).isTrue();
        assertThat(PROTOBUF.takes(given("application/json"))).isFalse();
        assertThat(PROTOBUF.takes(given(""))).isFalse();
        assertThat(ContentType.JSON.takes(given("application/json; charset=utf-8"))).isTrue();
        assertThat(ContentType.JSON.takes(given("application/protobuf"))).isFalse();
        assertThat(ContentType.NOTHING.takes(given("application/protobuf"))).isTrue();
        assertThat(PROTOBUF.refusal("the request of Shop.buy", given("text/plain")))
                .isEqualTo("the request of Shop.buy is text/plain; expected application/protobuf");
    }

    private static Headers given(String contentType) {
        return new Headers().add(HeaderNames.CONTENT_TYPE, contentType);
    }

    @Test
    void nullIsToldByAHeader() {
        assertThat(struct.tellsNull()).isTrue();
        assertThat(struct.encode(null)).isSameAs(BodyCodec.NULL);
        assertThat(struct.encode(Struct.getDefaultInstance())).isNotSameAs(BodyCodec.NULL);
    }

    @Test
    void whatIsCutOffIsRefusedWithoutShowingIt() {
        byte[] whole = struct(SECRET).toByteArray();
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> struct.decode(part)).isInstanceOf(MessageFormatException.class)
                    .hasMessage("the request of Shop.buy is not application/protobuf");
        }
        assertThatThrownBy(() -> struct.decode("{\"name\":\"hunter2\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MessageFormatException.class).message().doesNotContain(SECRET);
    }

    @Test
    void deepNestingIsRefused() {
        Value nested = Value.newBuilder().setStringValue("x").build();
        for (int depth = 0; depth < 500; depth++) {
            nested = Value.newBuilder().setStructValue(Struct.newBuilder().putFields("a", nested)).build();
        }
        byte[] body = Struct.newBuilder().putFields("a", nested).build().toByteArray();
        assertThatThrownBy(() -> struct.decode(body)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void randomBytesNeverCauseAnythingElse() {
        Random random = new Random(20_240_229);
        byte[] valid = struct("value").toByteArray();
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] body = i % 2 == 0 ? new byte[random.nextInt(64)] : valid.clone();
            if (i % 2 == 0) {
                random.nextBytes(body);
            } else {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                struct.decode(body);
            } catch (MessageFormatException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(25_000);
    }

    @Test
    void aClassThatIsNoMessageOfItsOwnIsRefusedAtTheStart() {
        for (Class<?> type : List.of(MessageLite.class, DynamicMessage.class)) {
            assertThatThrownBy(() -> codec(type.getName(), Operation.NO_RESULT)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(type.getName() + " has no default instance; expected a public, generated class of a message");
        }
    }

    private static Struct struct(String text) {
        return Struct.newBuilder().putFields("name", Value.newBuilder().setStringValue(text).build()).build();
    }
}
