package dev.natsmesh.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.ErrorCode;
import dev.natsmesh.MessageFormatException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Headers;

class ErrorCodecTest {

    public static class OutOfStock extends Exception {
        private final String sku;
        private final int left;

        public OutOfStock(String sku, int left) {
            super("only " + left + " of " + sku);
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

    public static class Annotated extends RuntimeException {
        private final String code;

        @JsonCreator
        public Annotated(@JsonProperty("message") String text, @JsonProperty("code") String code) {
            super(text);
            this.code = code;
        }

        public String getCode() {
            return code;
        }
    }

    public static class WithSetters extends Exception {
        private List<String> reasons;

        public List<String> getReasons() {
            return reasons;
        }

        public void setReasons(List<String> reasons) {
            this.reasons = reasons;
        }
    }

    public static class MessageOnly extends Exception {
        public MessageOnly(String message) {
            super(message);
        }
    }

    public static class Special extends MessageOnly {
        public Special(String message) {
            super(message);
        }

        public String getSecret() {
            return "hunter2";
        }
    }

    @ErrorCode(404)
    public static class NotFound extends Exception {
        public NotFound(String message) {
            super(message);
        }
    }

    @ErrorCode(410)
    public static class Gone extends MessageOnly {
        public Gone(String message) {
            super(message);
        }
    }

    @ErrorCode(409)
    public static class Conflict extends RuntimeException {
        public Conflict(String message) {
            super(message);
        }
    }

    public static class Taken extends Conflict {
        public Taken(String message) {
            super(message);
        }
    }

    public static class Unwritable extends Exception {
        public String getDetail() {
            throw new IllegalStateException("on purpose");
        }
    }

    private final ErrorCodec errors = Mappers.codec("void", List.of(), OutOfStock.class, Annotated.class, WithSetters.class,
            MessageOnly.class, NotFound.class, Unwritable.class).errors();

    @Test
    void aDeclaredExceptionIsRebuiltByItsConstructorsParameterNames() {
        OutOfStock rebuilt = (OutOfStock) throughTheWire(new OutOfStock("a-1", 3));
        assertThat(rebuilt).hasMessage("only 3 of a-1");
        assertThat(rebuilt.getSku()).isEqualTo("a-1");
        assertThat(rebuilt.getLeft()).isEqualTo(3);
    }

    @Test
    void aDeclaredExceptionIsRebuiltByItsAnnotatedConstructor() {
        Annotated rebuilt = (Annotated) throughTheWire(new Annotated("größer\nals", "c"));
        assertThat(rebuilt).hasMessage("größer\nals");
        assertThat(rebuilt.getCode()).isEqualTo("c");
    }

    @Test
    void aDeclaredExceptionIsRebuiltBySetters() {
        WithSetters failure = new WithSetters();
        failure.setReasons(List.of("a", "b"));
        assertThat(((WithSetters) throughTheWire(failure)).getReasons()).containsExactly("a", "b");
    }

    @Test
    void aDeclaredExceptionIsRebuiltByItsMessage() {
        assertThat(throughTheWire(new MessageOnly("text"))).isExactlyInstanceOf(MessageOnly.class).hasMessage("text");
        assertThat(throughTheWire(new MessageOnly(null))).isExactlyInstanceOf(MessageOnly.class);
    }

    @Test
    void aSubclassTravelsAsTheDeclaredClassWithoutItsOwnProperties() {
        ErrorReply reply = errors.encode(new Special("text"));
        assertThat(reply.errorName()).isEqualTo("MessageOnly");
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).doesNotContain("hunter2");
        assertThat(decoded(reply)).isExactlyInstanceOf(MessageOnly.class).hasMessage("text");
    }

    @Test
    void stackTraceAndCauseStayHere() {
        MessageOnly failure = new MessageOnly("text");
        failure.initCause(new IllegalStateException("hunter2"));
        failure.addSuppressed(new IllegalStateException("hunter2"));
        assertThat(new String(errors.encode(failure).body(), StandardCharsets.UTF_8)).isEqualTo("{\"message\":\"text\"}");
    }

    @Test
    void aServiceExceptionKeepsCodeAndText() {
        Throwable decoded = throughTheWire(new ServiceException(409, "sold out"));
        assertThat(decoded).isExactlyInstanceOf(ServiceException.class).hasMessage("sold out");
        assertThat(((ServiceException) decoded).code()).isEqualTo(409);
    }

    @Test
    void aRefusalHasAClassOfItsOwn() {
        for (int code : List.of(401, 403, 429, 503)) {
            Throwable decoded = throughTheWire(new ServiceException(code, "refused"));
            assertThat(decoded).isInstanceOfSatisfying(CallRefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
                    .hasMessage("refused");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new CallRefusedException(404, "not found"))
                .withMessageContaining("404");
    }

    @Test
    void whatTheServiceAnswersWithIsToldFromWhatNobodyForesaw() {
        assertThat(errors.isAnswer(new MessageOnly("declared"))).isTrue();
        assertThat(errors.isAnswer(new ServiceException(409, "sold out"))).isTrue();
        assertThat(errors.isAnswer(new ServiceException(429, "too often"))).isFalse();
        assertThat(errors.isAnswer(new CallRefusedException(503, "busy"))).isFalse();
        assertThat(errors.isAnswer(new ServiceException(504, "late"))).isFalse();
        assertThat(errors.isAnswer(new IllegalStateException("a surprise"))).isFalse();
    }

    @Test
    void aRefusalTellsAfterWhatTimeToTryAgain() {
        assertThat(throughTheWire(new CallRefusedException(503, "busy", Duration.ofMillis(1_500))))
                .isInstanceOfSatisfying(CallRefusedException.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofMillis(1_500)));
        assertThat(throughTheWire(new CallRefusedException(429, "too often"))).isInstanceOfSatisfying(
                CallRefusedException.class, e -> assertThat(e.retryAfter()).isEmpty());
    }

    @Test
    void aDeclaredExceptionMayHaveACodeOfItsOwn() {
        assertThat(errors.encode(new MessageOnly("text")).code()).isEqualTo(422);
        ErrorReply reply = errors.encode(new NotFound("no such cart"));
        assertThat(reply.code()).isEqualTo(404);
        assertThat(decoded(reply)).isExactlyInstanceOf(NotFound.class).hasMessage("no such cart");
    }

    @Test
    void aSubclassOfADeclaredExceptionMayHaveACodeOfItsOwn() {
        ErrorReply reply = errors.encode(new Gone("moved"));
        assertThat(reply.code()).isEqualTo(410);
        assertThat(decoded(reply)).isExactlyInstanceOf(MessageOnly.class).hasMessage("moved");
    }

    @Test
    void anUndeclaredExceptionWithACodeIsAServiceException() {
        assertThat(throughTheWire(new Taken("in use"))).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(409)).hasMessage("in use");
    }

    @Test
    void anUnforeseenFailureIsLoggedUnderTheIdThatTheCallerGets() {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {
                // Nothing is kept back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger logger = Logger.getLogger(ErrorCodec.class.getName());
        logger.addHandler(handler);
        try {
            Throwable decoded = throughTheWire(new IllegalStateException("hunter2"));
            assertThat(decoded).isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(500))
                    .hasMessageStartingWith("Internal error, correlation id ").message().doesNotContain("hunter2");
            String id = decoded.getMessage().substring(decoded.getMessage().lastIndexOf(' ') + 1);
            assertThat(records).singleElement().satisfies(record -> {
                assertThat(record.getThrown()).hasMessage("hunter2");
                assertThat(
                        record.getMessage() + List.of(record.getParameters() == null ? new Object[0] : record.getParameters()))
                        .contains(id);
            });
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void aDeclaredExceptionThatCanNotBeWrittenIsUnforeseen() {
        assertThat(errors.encode(new Unwritable()).code()).isEqualTo(500);
    }

    @Test
    void aClassThatThePeerNamesIsNotBuilt() {
        for (String name : List.of("java.lang.IllegalStateException", "IllegalStateException", OutOfStock.class.getName(), "",
                "Special")) {
            assertThat(decode(name, "422", "text", "{\"message\":\"x\"}"))
                    .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(422))
                    .hasMessage("text");
        }
    }

    @Test
    void aBodyThatIsNotTheExceptionsIsAFormatErrorThatKeepsTheText() {
        for (String body : List.of("", "null", "[]", "{", "\"text\"", "{\"left\":\"many\"}")) {
            assertThat(decode("OutOfStock", "422", "sold out", body)).as(body).isInstanceOf(MessageFormatException.class)
                    .hasMessageContaining("Shop.buy").hasMessageContaining("OutOfStock").hasMessageContaining("sold out");
        }
    }

    @Test
    void anyPeersCodesAreTaken() {
        assertThat(decode(null, "404", null, "")).isInstanceOfSatisfying(ServiceException.class,
                e -> assertThat(e.code()).isEqualTo(404)).hasMessage("");
        assertThat(((ServiceException) decode(null, "nonsense", "t", "")).code()).isEqualTo(500);
        assertThat(((ServiceException) decode(null, "-1", "t", "")).code()).isEqualTo(1);
        assertThat(errors.decode(new Headers().add("Other", "x"), new byte[0])).isNull();
    }

    private Throwable throughTheWire(Throwable failure) {
        return decoded(errors.encode(failure));
    }

    private Throwable decoded(ErrorReply reply) {
        return errors.decode(reply.headers(), reply.body());
    }

    private Throwable decode(String name, String code, String text, String body) {
        return errors.decode(headers(name, code, text), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Headers headers(String name, String code, String text) {
        Headers headers = new Headers().add(HeaderNames.ERROR_CODE, code);
        if (text != null) {
            headers.add(HeaderNames.ERROR_TEXT, text);
        }
        if (name != null) {
            headers.add(HeaderNames.ERROR_NAME, name);
        }
        return headers;
    }
}
