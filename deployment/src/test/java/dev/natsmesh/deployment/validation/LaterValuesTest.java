package dev.natsmesh.deployment.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.InvalidArgumentsException.Violation;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.Response;
import dev.natsmesh.ServiceException;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

/** Constraints on what is in a {@code Uni}, a {@code CompletionStage} or a {@code Multi}. */
class LaterValuesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SECRET = "not for others";

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Shelf.class, ShelfService.class, Book.class)
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.SEVERE.intValue())
            .assertLogRecords(LaterValuesTest::assertTellOfViolationsAlone);

    @NatsClient
    Shelf shelf;

    @Test
    void validResultsArrive() {
        Book book = new Book("lamp", 3);
        assertThat(shelf.find(book).await().atMost(PATIENCE)).isEqualTo(book);
        assertThat(shelf.stage(book).toCompletableFuture().join()).isEqualTo(book);
        assertThat(shelf.title("lamp").await().atMost(PATIENCE)).isEqualTo("lamp");
        assertThat(shelf.asAWhole(book).await().atMost(PATIENCE)).isEqualTo(book);
        assertThat(shelf.several(book).await().atMost(PATIENCE)).containsExactly(book);
        assertThat(shelf.response(book).await().atMost(PATIENCE).body()).isEqualTo(book);
        assertThat(shelf.blockingResponse(book).body()).isEqualTo(book);
    }

    @Test
    void aBrokenBodyOfAResponseIsNotSent() {
        assertInternal(() -> shelf.response(new Book(SECRET, 0)).await().atMost(PATIENCE));
        assertInternal(() -> shelf.blockingResponse(new Book("shown by the interceptor", 0)));
    }

    @Test
    void aBrokenResultOfAUniIsNotSent() {
        assertInternal(() -> shelf.find(new Book(SECRET, 0)).await().atMost(PATIENCE));
        assertInternal(() -> shelf.several(new Book(SECRET, 0)).await().atMost(PATIENCE));
        assertInternal(() -> shelf.asAWhole(new Book(SECRET, 0)).await().atMost(PATIENCE));
    }

    @Test
    void aUniThatMustHaveAnItemHasNone() {
        assertInternal(() -> shelf.title(null).await().atMost(PATIENCE));
    }

    @Test
    void aConstraintOfTheImplementationCountsToo() {
        assertInternal(() -> shelf.title("a title that is too long").await().atMost(PATIENCE));
    }

    @Test
    void aBrokenResultOfAStageIsNotSent() {
        CompletableFuture<Book> call = shelf.stage(new Book(SECRET, 0)).toCompletableFuture();
        assertThatThrownBy(call::join).isInstanceOf(CompletionException.class)
                .cause().isExactlyInstanceOf(ServiceException.class).hasMessageStartingWith("Internal error");
    }

    @Test
    void aBrokenItemEndsTheStreamAfterTheGoodOnes() {
        AssertSubscriber<Book> books = shelf.books(3).subscribe().withSubscriber(AssertSubscriber.create(10));
        books.awaitFailure(PATIENCE).assertFailedWith(ServiceException.class, "Internal error");
        assertThat(books.getItems()).containsExactly(new Book(SECRET, 3), new Book(SECRET, 2), new Book(SECRET, 1));
    }

    @Test
    void aBrokenItemOfTheCallerIsTheCallersFault() {
        Uni<Integer> call = shelf.fill("left", Multi.createFrom().items(new Book("lamp", 1), new Book(" ", -1)));
        assertThatThrownBy(() -> call.await().atMost(PATIENCE)).isInstanceOfSatisfying(InvalidArgumentsException.class,
                e -> assertThat(e.violations()).containsExactly(new Violation("books[1].pages", "must be greater than 0"),
                        new Violation("books[1].title", "must not be blank")));
        Uni<Integer> titles = shelf.titles(Multi.createFrom().items("lamp", "desk", " "));
        assertThatThrownBy(() -> titles.await().atMost(PATIENCE)).isInstanceOfSatisfying(InvalidArgumentsException.class,
                e -> assertThat(e.violations()).containsExactly(new Violation("titles[2]", "must not be blank")));
    }

    @Test
    void validItemsOfTheCallerReachTheMethod() {
        assertThat(shelf.fill("left", Multi.createFrom().items(new Book("lamp", 1), new Book("desk", 2))).await()
                .atMost(PATIENCE)).isEqualTo(2);
        assertThat(shelf.copy(Multi.createFrom().items(new Book("lamp", 1))).collect().asList().await().atMost(PATIENCE))
                .containsExactly(new Book("lamp", 1));
    }

    private static void assertInternal(ThrowingCallable call) {
        assertThatThrownBy(call).isExactlyInstanceOf(ServiceException.class).hasMessageStartingWith("Internal error");
    }

    private static void assertTellOfViolationsAlone(List<LogRecord> records) {
        assertThat(records).isNotEmpty().allSatisfy(record -> {
            assertThat(record.getMessage()).contains("correlation id");
            assertThat(record.getThrown()).hasMessageNotContaining(SECRET);
        }).anySatisfy(record -> assertThat(record.getThrown())
                .hasMessage("find.<return value>.pages: must be greater than 0"));
    }

    public record Book(@NotBlank String title, @Positive int pages) {
    }

    @NatsClient("shelf")
    public interface Shelf {
        Uni<@Valid Book> find(Book book);

        CompletionStage<@Valid Book> stage(Book book);

        Uni<@NotNull String> title(String title);

        @Valid
        Uni<Book> asAWhole(Book book);

        Uni<List<@Valid Book>> several(Book book);

        Uni<Response<@Valid Book>> response(Book book);

        Response<@Valid Book> blockingResponse(Book book);

        Multi<@Valid Book> books(int pages);

        Uni<Integer> fill(@NotBlank String shelf, Multi<@Valid Book> books);

        Uni<Integer> titles(Multi<@NotBlank String> titles);

        Multi<@Valid Book> copy(Multi<@Valid Book> books);
    }

    @NatsService
    public static class ShelfService implements Shelf {

        @Override
        public Uni<Book> find(Book book) {
            return Uni.createFrom().item(book);
        }

        @Override
        public CompletionStage<Book> stage(Book book) {
            return CompletableFuture.supplyAsync(() -> book);
        }

        @Override
        public Uni<@Size(max = 10) String> title(String title) {
            return Uni.createFrom().item(title);
        }

        @Override
        public Uni<Book> asAWhole(Book book) {
            return Uni.createFrom().item(book);
        }

        @Override
        public Uni<List<Book>> several(Book book) {
            return Uni.createFrom().item(List.of(book));
        }

        @Override
        public Uni<Response<Book>> response(Book book) {
            return Uni.createFrom().item(Response.of(book));
        }

        @Override
        public Response<Book> blockingResponse(Book book) {
            return Response.of(book);
        }

        @Override
        public Multi<Book> books(int pages) {
            return Multi.createFrom().range(0, pages + 1).map(less -> new Book(SECRET, pages - less));
        }

        @Override
        public Uni<Integer> fill(String shelf, Multi<Book> books) {
            return books.collect().asList().map(List::size).onFailure().recoverWithItem(0);
        }

        @Override
        public Uni<Integer> titles(Multi<String> titles) {
            return titles.collect().asList().map(List::size);
        }

        @Override
        public Multi<Book> copy(Multi<Book> books) {
            return books;
        }
    }
}
