package dev.natsmesh.deployment.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.logging.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** What a caller gets when the service fails. */
class FailureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CORRELATION = "correlation id ";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Failing.class, FailingService.class, OutOfStock.class, Refused.class, Cracked.class, Loud.class, Odd.class)
            // A busy machine is not what this is about.
            .overrideConfigKey("quarkus.nats.lag-warning", "0")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records)
                    .filteredOn(record -> record.getThrown() instanceof IllegalStateException)
                    .anySatisfy(record -> assertThat(record.getParameters()).hasSizeGreaterThan(1)
                            .anySatisfy(parameter -> assertThat(parameter.toString())
                                    .isEqualTo(System.getProperty("natsmesh.test.correlation")))));

    @NatsClient
    Failing failing;

    @Test
    void checkedExceptionHasItsProperties() {
        assertThatThrownBy(() -> failing.order("book", 3)).isInstanceOfSatisfying(OutOfStock.class, e -> {
            assertThat(e.getSku()).isEqualTo("book");
            assertThat(e.getLeft()).isEqualTo(2);
        });
    }

    @Test
    void uncheckedExceptionOfAUniHasItsProperties() {
        assertThatThrownBy(() -> failing.refuse().await().atMost(PATIENCE)).isInstanceOf(Refused.class).hasMessage("not you")
                .hasNoCause();
    }

    @Test
    void serviceExceptionHasItsCodeAndText() {
        assertThatThrownBy(() -> failing.code()).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(418)).hasMessage("I'm a teapot, line 2");
    }

    @Test
    void unknownFailureIsACorrelationIdAndNothingElse() {
        assertThatThrownBy(() -> failing.secret()).isInstanceOfSatisfying(ServiceException.class, e -> {
            assertThat(e.code()).isEqualTo(500);
            assertThat(e.getMessage()).contains(CORRELATION).doesNotContain("password");
            System.setProperty("natsmesh.test.correlation",
                    e.getMessage().substring(e.getMessage().indexOf(CORRELATION) + CORRELATION.length()));
        }).hasNoCause();
    }

    @Test
    void errorIsAnsweredToo() {
        assertInternal(() -> failing.error());
        assertInternal(() -> failing.errorInUni().await().atMost(PATIENCE));
    }

    @Test
    void resultThatCannotBeWrittenIsAnswered() {
        assertInternal(() -> failing.unwritable());
        assertInternal(() -> failing.unwritableUni().await().atMost(PATIENCE));
        assertInternal(() -> failing.loud().await().atMost(PATIENCE));
    }

    @Test
    void exceptionThatCannotBeWrittenIsAnswered() {
        assertInternal(() -> failing.odd().await().atMost(PATIENCE));
    }

    @Test
    void argumentThatItsConstructorRefusesIsTheCallersFault() {
        assertThatThrownBy(() -> failing.take(new Cracked("thin"))).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(400));
    }

    private static void assertInternal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(500))
                .hasMessageContaining(CORRELATION);
    }

    @NatsClient("failing")
    public interface Failing {
        void order(String sku, int count) throws OutOfStock;

        Uni<Void> refuse() throws Refused;

        void code();

        void secret();

        void error();

        Uni<String> errorInUni();

        Object unwritable();

        Uni<Object> unwritableUni();

        Uni<Loud> loud();

        Uni<Void> odd() throws Odd;

        void take(Cracked cracked);
    }

    @NatsService
    public static class FailingService implements Failing {

        @Override
        public void order(String sku, int count) throws OutOfStock {
            throw new OutOfStock(sku, count - 1);
        }

        @Override
        public Uni<Void> refuse() {
            return Uni.createFrom().failure(new Refused("not you", new IllegalStateException("inside")));
        }

        @Override
        public void code() {
            throw new ServiceException(418, "I'm a teapot,\nline 2");
        }

        @Override
        public void secret() {
            throw new IllegalStateException("password=hunter2");
        }

        @Override
        public void error() {
            throw new AssertionError("an Error");
        }

        @Override
        public Uni<String> errorInUni() {
            return Uni.createFrom().item("x").onItem().invoke(() -> {
                throw new StackOverflowError();
            });
        }

        @Override
        public Object unwritable() {
            return new Object();
        }

        @Override
        public Uni<Object> unwritableUni() {
            return Uni.createFrom().item(Object::new);
        }

        @Override
        public Uni<Loud> loud() {
            return Uni.createFrom().item(Loud::new);
        }

        @Override
        public Uni<Void> odd() {
            return Uni.createFrom().failure(new Odd());
        }

        @Override
        public void take(Cracked cracked) {
        }
    }

    public static class OutOfStock extends Exception {

        private static final long serialVersionUID = 1L;
        private final String sku;
        private final int left;

        @JsonCreator
        public OutOfStock(@JsonProperty("sku") String sku, @JsonProperty("left") int left) {
            super("%d of %s left".formatted(left, sku));
            this.sku = sku;
            this.left = left;
        }

        public String getSku() {
            return sku;
        }

        public int getLeft() {
            return left;
        }
    }

    public static class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }

        public Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Can't be read: its constructor fails once it has come over the wire. */
    public record Cracked(String shell) {
        public Cracked {
            if (StackWalker.getInstance().walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                    .anyMatch(name -> name.endsWith("BeanInvocation")))) {
                throw new IllegalArgumentException("cracked");
            }
        }
    }

    /** Can't be written: its getter fails with an Error. */
    public static class Loud {
        public String getVolume() {
            throw new AssertionError("too loud");
        }

        public void setVolume(String volume) {
        }
    }

    public static class Odd extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Odd() {
            super("odd");
        }

        public String getReason() {
            throw new AssertionError("no reason");
        }
    }
}
