package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** Messages of protobuf as bodies, beside JSON in the same contract. */
class ProtobufTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String PROTOBUF = "application/protobuf";
    private static final String ERROR_CODE = "Nats-Service-Error-Code";
    private static final String ERROR_TEXT = "Nats-Service-Error";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Catalog.class, CatalogService.class, Abroad.class, Refused.class);

    @NatsClient
    Catalog catalog;

    @NatsClient
    Abroad abroad;

    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = Nats.connect(MeshApplication.serverUrl());
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void messagesTravelBothWays() {
        Struct properties = Struct.newBuilder().putFields("colour", text("blüe")).build();
        assertThat(catalog.described(properties).await().atMost(PATIENCE))
                .isEqualTo(properties.toBuilder().putFields("seen", text("yes")).build());
        assertThat(catalog.described(Struct.getDefaultInstance()).await().atMost(PATIENCE).getFieldsMap()).hasSize(1);
    }

    @Test
    void theOtherWayMayBeJson() {
        assertThat(catalog.since("lamp")).isEqualTo(Timestamp.newBuilder().setSeconds(4).build());
        assertThat(catalog.length(StringValue.of("four"))).isEqualTo(4);
        catalog.touch(StringValue.of("x"));
    }

    @Test
    void failuresAreAsEver() {
        assertThatThrownBy(() -> catalog.refuse(StringValue.of("lamp"))).isInstanceOf(Refused.class).hasMessage("not lamp");
        assertThatThrownBy(() -> catalog.length(null)).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(500));
    }

    @Test
    void nullIsNoMessageOfDefaultValues() throws Exception {
        assertThat(catalog.nothing()).isNull();
        assertThat(request("catalog.nothing", null, new byte[0]).getHeaders().getFirst("Nats-Mesh-Null")).isEqualTo("true");
        assertThat(catalog.described(Struct.getDefaultInstance()).await().atMost(PATIENCE)).isNotNull();
    }

    @Test
    void repliesTellThatTheyAreProtobufAndOnlyThese() throws Exception {
        Message described = request("catalog.described", PROTOBUF, new byte[0]);
        assertThat(described.getHeaders().getFirst(CONTENT_TYPE)).isEqualTo(PROTOBUF);
        assertThat(Struct.parseFrom(described.getData()).getFieldsMap()).containsKey("seen");
        assertThat(request("catalog.length", PROTOBUF, StringValue.of("four").toByteArray()).getHeaders()).isNull();
    }

    @Test
    void requestsTellThatTheyAreProtobufAndOnlyThese() {
        answer("abroad.echo", message -> new Headers().add(CONTENT_TYPE, PROTOBUF + "; proto=google.protobuf.StringValue"),
                message -> StringValue.of("" + message.getHeaders().getFirst(CONTENT_TYPE)).toByteArray());
        assertThat(abroad.echo(StringValue.of("x")).getValue()).isEqualTo(PROTOBUF);
        answer("abroad.json", message -> null,
                message -> StringValue.of("" + message.getHeaders().getFirst(CONTENT_TYPE)).toByteArray());
        assertThat(abroad.json("x").getValue()).isEqualTo("null");
    }

    @Test
    void replyOfAnotherFormIsRefused() {
        answer("abroad.echo", message -> new Headers().add(CONTENT_TYPE, "application/json"), Message::getData);
        assertThatThrownBy(() -> abroad.echo(StringValue.of("x"))).isInstanceOf(MessageFormatException.class)
                .hasMessage("the reply of Abroad.echo is application/json; expected application/protobuf");
    }

    @Test
    void requestOfAnotherFormIsTheCallersFault() throws Exception {
        Message reply = request("catalog.length", "application/json", "\"four\"".getBytes(StandardCharsets.UTF_8));
        assertError(reply, "415", "the request of Catalog.length is application/json; expected application/protobuf");
        assertError(request("catalog.since", PROTOBUF, StringValue.of("x").toByteArray()), "415",
                "the request of Catalog.since is application/protobuf; expected application/json");
    }

    @Test
    void requestThatDoesNotTellItsFormIsTaken() throws Exception {
        assertThat(request("catalog.length", null, StringValue.of("four").toByteArray()).getData()).asString().isEqualTo("4");
    }

    @Test
    void bytesThatAreNoMessageAreTheCallersFault() throws Exception {
        byte[] whole = StringValue.of("hunter2").toByteArray();
        whole[1]++;
        assertError(request("catalog.length", PROTOBUF, whole), "400",
                "the request of Catalog.length is not application/protobuf");
    }

    private interface Part<T> {
        T of(Message message);
    }

    private void answer(String subject, Part<Headers> headers, Part<byte[]> body) {
        Dispatcher dispatcher = connection.createDispatcher(message -> connection.publish(message.getReplyTo(),
                headers.of(message), body.of(message)));
        dispatcher.subscribe(subject);
        try {
            connection.flush(PATIENCE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Message request(String subject, String contentType, byte[] body) throws Exception {
        Headers headers = contentType == null ? null : new Headers().add(CONTENT_TYPE, contentType);
        Message reply = connection.request(subject, headers, body, PATIENCE);
        assertThat(reply).as("the reply of %s", subject).isNotNull();
        return reply;
    }

    private static void assertError(Message reply, String code, String text) {
        assertThat(reply.getHeaders().getFirst(ERROR_TEXT)).isEqualTo(text);
        assertThat(reply.getHeaders().getFirst(ERROR_CODE)).isEqualTo(code);
        assertThat(reply.getHeaders().getFirst(CONTENT_TYPE)).isNull();
    }

    static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    @NatsClient("catalog")
    public interface Catalog {
        Uni<Struct> described(Struct properties);

        Timestamp since(String article);

        int length(StringValue text);

        void touch(StringValue text);

        StringValue refuse(StringValue text) throws Refused;

        StringValue nothing();
    }

    @NatsClient("abroad")
    public interface Abroad {
        StringValue echo(StringValue text);

        StringValue json(String text);
    }

    @NatsService
    public static class CatalogService implements Catalog {

        @Override
        public Uni<Struct> described(Struct properties) {
            return Uni.createFrom().item(() -> properties.toBuilder()
                    .putFields("seen", Value.newBuilder().setStringValue("yes").build()).build());
        }

        @Override
        public Timestamp since(String article) {
            return Timestamp.newBuilder().setSeconds(article.length()).build();
        }

        @Override
        public int length(StringValue text) {
            return text.getValue().length();
        }

        @Override
        public void touch(StringValue text) {
        }

        @Override
        public StringValue refuse(StringValue text) throws Refused {
            throw new Refused("not " + text.getValue());
        }

        @Override
        public StringValue nothing() {
            return null;
        }
    }

    public static class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }
    }
}
