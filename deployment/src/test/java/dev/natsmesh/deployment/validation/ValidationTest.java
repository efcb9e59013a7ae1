package dev.natsmesh.deployment.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.InvalidArgumentsException.Violation;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** Constraints on a contract's parameters. */
class ValidationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Checked.class, CheckedService.class, Item.class, Warehouse.class);

    @NatsClient
    Checked checked;

    @Inject
    CheckedService service;

    @Test
    void validArgumentsReachTheMethod() {
        assertThat(checked.order(new Item("book", 1)).await().atMost(PATIENCE)).isEqualTo("book");
        assertThat(checked.reserve("book", 1)).isEqualTo("book");
    }

    @Test
    void allViolationsReachTheCaller() {
        int before = service.runs();
        assertThatThrownBy(() -> checked.reserve(" ", 0)).isInstanceOfSatisfying(InvalidArgumentsException.class,
                e -> {
                    assertThat(e.code()).isEqualTo(400);
                    assertThat(e.violations()).containsExactly(new Violation("count", "must be greater than 0"),
                            new Violation("sku", "must not be blank"));
                }).hasMessage("count: must be greater than 0; sku: must not be blank");
        assertThat(service.runs()).isEqualTo(before);
    }

    @Test
    void propertiesOfAnArgumentAreChecked() {
        Uni<String> call = checked.order(new Item("book", 11));
        assertThatThrownBy(() -> call.await().atMost(PATIENCE)).isInstanceOfSatisfying(InvalidArgumentsException.class,
                e -> assertThat(e.violations()).extracting(Violation::path).containsExactly("item.count"));
    }

    @Test
    void otherLanguagesFindTheViolationsInTheBody() throws Exception {
        try (Connection connection = Nats.connect(MeshApplication.serverUrl())) {
            Message reply = connection.request("checked.order",
                    "{\"sku\":\"\",\"count\":1}".getBytes(StandardCharsets.UTF_8), PATIENCE);
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("400");
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error")).isEqualTo("item.sku: must not be blank");
            assertThat(new ObjectMapper().readTree(reply.getData())).isEqualTo(new ObjectMapper().readTree(
                    "{\"violations\":[{\"path\":\"item.sku\",\"message\":\"must not be blank\"}]}"));
        }
    }

    @Test
    void whatTheServiceItselfBreaksIsItsOwnFault() {
        assertInternal(() -> checked.nothing());
        assertInternal(() -> checked.careless());
    }

    private static void assertInternal(ThrowingCallable call) {
        assertThatThrownBy(call).isExactlyInstanceOf(ServiceException.class).hasMessageStartingWith("Internal error");
    }

    public record Item(@NotBlank String sku, @Positive @Max(10) int count) {
    }

    @NatsClient("checked")
    public interface Checked {
        Uni<String> order(@Valid Item item);

        String reserve(@NotBlank String sku, @Positive int count);

        @NotNull
        String nothing();

        void careless();
    }

    @ApplicationScoped
    public static class Warehouse {

        void careless(@NotNull String sku) {
        }
    }

    @NatsService
    public static class CheckedService implements Checked {

        private final AtomicInteger runs = new AtomicInteger();

        @Inject
        Warehouse warehouse;

        int runs() {
            return runs.get();
        }

        @Override
        public Uni<String> order(Item item) {
            return Uni.createFrom().item(item.sku());
        }

        @Override
        public String reserve(String sku, int count) {
            runs.incrementAndGet();
            return sku;
        }

        @Override
        public String nothing() {
            return null;
        }

        @Override
        public void careless() {
            warehouse.careless(null);
        }
    }
}
