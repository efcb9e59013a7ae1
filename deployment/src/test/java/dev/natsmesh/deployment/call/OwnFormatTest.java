package dev.natsmesh.deployment.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.MessageFormatException;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.codec.Takes;
import dev.natsmesh.codec.ValueCodec;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import io.quarkus.test.QuarkusUnitTest;

/** Forms of bodies that an application adds: for types of its own, and for content types that contracts ask for. */
class OwnFormatTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONTENT_TYPE = "Content-Type";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Bank.class, BankService.class, Money.class, Euros.class,
            MoneyFormat.class, CsvFormat.class, Prefix.class);

    @NatsClient
    Bank bank;

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
    void aTypeThatAFormatTakesIsOfItsForm() throws Exception {
        assertThat(bank.doubled(new Euros(21))).isEqualTo(new Euros(42));
        Message reply = request("bank.doubled", "text/x-money", "EUR 4");
        assertThat(reply.getData()).asString().isEqualTo("EUR 8");
        assertThat(reply.getHeaders().getFirst(CONTENT_TYPE)).isEqualTo("text/x-money");
        assertThat(request("bank.cents", null, "EUR 4").getData()).asString().isEqualTo("400");
    }

    @Test
    void aContentTypeThatIsAskedForIsThatOfItsFormat() throws Exception {
        assertThat(bank.sorted(List.of("b", "a"))).containsExactly("a", "b");
        assertThat(bank.sorted(List.of())).isEmpty();
        Message reply = request("bank.sorted", "text/csv", "z,y");
        assertThat(reply.getData()).asString().isEqualTo("y,z");
        assertThat(reply.getHeaders().getFirst(CONTENT_TYPE)).isEqualTo("text/csv");
    }

    @Test
    void nullNeverMeetsAFormat() {
        assertThat(bank.doubled(null)).isNull();
        assertThat(bank.sorted(null)).isNull();
    }

    @Test
    void whatACodecFailsWithIsToldWithoutItsText() throws Exception {
        Message reply = request("bank.doubled", "text/x-money", "hunter2");
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("400");
        assertThat(reply.getHeaders().getFirst("Nats-Service-Error"))
                .isEqualTo("the request of Bank.doubled is not text/x-money");
        assertThatThrownBy(() -> bank.doubled(new Euros(-1))).isInstanceOf(MessageFormatException.class)
                .hasMessage("the request of Bank.doubled can't be written as text/x-money of " + Money.class.getName())
                .hasRootCauseMessage("negative");
        assertThatThrownBy(() -> bank.debt()).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(500));
    }

    @Test
    void aFormatIsAskedAtTheStartAndNotByCalls() {
        List<String> before = List.copyOf(CsvFormat.ASKED);
        assertThat(before).isNotEmpty().allMatch("java.util.List<java.lang.String>"::equals);
        bank.sorted(List.of("x"));
        assertThat(CsvFormat.ASKED).hasSameSizeAs(before);
    }

    private Message request(String subject, String contentType, String body) throws Exception {
        Headers headers = contentType == null ? null : new Headers().add(CONTENT_TYPE, contentType);
        Message reply = connection.request(subject, headers, body.getBytes(UTF_8), PATIENCE);
        assertThat(reply).as("the reply of %s", subject).isNotNull();
        return reply;
    }

    @NatsClient("bank")
    public interface Bank {
        Money doubled(Money money);

        int cents(Euros euros);

        Euros debt();

        @ContentType("text/csv")
        List<String> sorted(List<String> names);
    }

    @NatsService
    public static class BankService implements Bank {

        @Override
        public Money doubled(Money money) {
            return money == null ? null : new Euros(2 * money.amount());
        }

        @Override
        public int cents(Euros euros) {
            return 100 * euros.amount();
        }

        @Override
        public Euros debt() {
            return new Euros(-1);
        }

        @Override
        public List<String> sorted(List<String> names) {
            return names == null ? null : names.stream().sorted().toList();
        }
    }

    /** Nothing else would take an interface. */
    public interface Money {
        int amount();
    }

    public record Euros(int amount) implements Money {
    }

    @ApplicationScoped
    public static class Prefix {
        String text() {
            return "EUR ";
        }
    }

    /** A bean that its annotations alone make one, and that has another injected. */
    @ContentType("text/x-money")
    @Takes(Money.class)
    public static class MoneyFormat implements BodyFormat {

        @Inject
        Prefix prefix;

        @Override
        public ValueCodec<Money> codec(Type type) {
            return new ValueCodec<>() {

                @Override
                public byte[] encode(Money value) {
                    if (value.amount() < 0) {
                        throw new IllegalArgumentException("negative");
                    }
                    return (prefix.text() + value.amount()).getBytes(UTF_8);
                }

                @Override
                public Money decode(byte[] body) {
                    return new Euros(Integer.parseInt(new String(body, UTF_8).substring(prefix.text().length())));
                }
            };
        }
    }

    /** Behind a client proxy, which the annotations shine through. */
    @ApplicationScoped
    @ContentType("text/csv")
    public static class CsvFormat implements BodyFormat, ValueCodec<List<String>> {

        static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

        @Override
        public ValueCodec<List<String>> codec(Type type) {
            ParameterizedType list = (ParameterizedType) type;
            ASKED.add(list.getRawType().getTypeName() + "<" + list.getActualTypeArguments()[0].getTypeName() + ">");
            return this;
        }

        @Override
        public byte[] encode(List<String> value) {
            return String.join(",", value).getBytes(UTF_8);
        }

        @Override
        public List<String> decode(byte[] body) {
            return body.length == 0
                    ? List.of()
                    : Arrays.stream(new String(body, UTF_8).split(",")).collect(Collectors.toList());
        }
    }
}
