package dev.natsmesh.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.SubjectPrefix;

class ServiceRouteTest {

    private static final int MAX_FAILURES = 3;
    private static final Duration BACK_OFF = Duration.ofSeconds(1);
    private static final NoRespondersException NOBODY = new NoRespondersException("nobody");
    private static final ServiceException BROKEN = new ServiceException(500, "broken");

    private final Peers peers = new Peers();
    private final List<String> told = new ArrayList<>();
    private double random;
    private final ServiceRoute route = new ServiceRoute("pricing",
            new EjectionSettings(MAX_FAILURES, BACK_OFF, Duration.ofSeconds(3)), peers, List.of(new Ejections() {

                @Override
                public void ejected(String service, String reason) {
                    told.add(service + " " + reason);
                }

                @Override
                public void returned(String service) {
                    told.add(service + " returned");
                }
            }), () -> peers.now, () -> random);
    private final Map<String, Instance> known = new HashMap<>();

    private Instance announce(String id) {
        Instance instance = known.computeIfAbsent(id, key -> new Instance("pricing", key, "1.0.0", false, SubjectPrefix.NONE));
        route.announced(id, instance);
        return instance;
    }

    private void fail(Instance instance, int times) {
        IntStream.range(0, times).forEach(i -> route.failed(instance, BROKEN));
    }

    /** Who gets the next calls, {@code null} among them for the queue group. */
    private Set<Instance> called() {
        Set<Instance> called = new LinkedHashSet<>();
        IntStream.range(0, 12).forEach(i -> called.add(next(false)));
        return called;
    }

    private Instance next(boolean idempotent) {
        return route.next(call(), idempotent, null);
    }

    private static Call call() {
        return new Call(null, new Headers(), null, null);
    }

    private Set<Instance> queueGroup() {
        Set<Instance> group = new LinkedHashSet<>();
        group.add(null);
        return group;
    }

    @Test
    void theCallsOfAVersionStayAmongItsInstances() {
        Instance old = announce("a");
        Instance first = announce("b", "2.0.0", false);
        Instance second = announce("c", "2.0.0", true);
        assertThat(route.next(call(), false, "2.0.0")).isNull();
        assertThat(route.serves("2.0.0")).isTrue();
        assertThat(route.serves("3.0.0")).isFalse();

        fail(first, 1);
        assertThat(called("2.0.0")).containsExactlyInAnyOrder(first, second);
        assertThat(called("1.0.0")).containsExactly(old);
        assertThat(called("3.0.0")).isEqualTo(queueGroup());
        // A dark one gets no other calls.
        assertThat(called()).containsExactlyInAnyOrder(old, first);

        fail(first, MAX_FAILURES - 1);
        assertThat(called("2.0.0")).containsExactly(second);
        route.answered(first);
        // Its trial is no call of another version.
        assertThat(called("1.0.0")).containsExactly(old);
        assertThat(called("2.0.0")).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void theOnlyInstanceOfAVersionComesBackByACallOfThatVersion() {
        announce("a");
        Instance only = announce("b", "2.0.0", true);
        fail(only, MAX_FAILURES);
        assertThat(called("2.0.0")).isEqualTo(queueGroup());
        route.answered(only);
        assertThat(called("1.0.0")).doesNotContain(only);
        assertThat(route.next(call(), true, "2.0.0")).isSameAs(only);
        route.succeeded(only);
        assertThat(told).containsExactly("pricing failures", "pricing returned");
    }

    @Test
    void eachInstanceOnTrialGetsACall() {
        Instance a = announce("a");
        Instance b = announce("b");
        announce("c");
        announce("d");
        fail(a, MAX_FAILURES);
        fail(b, MAX_FAILURES);
        route.answered(a);
        route.answered(b);
        assertThat(List.of(next(true), next(true))).containsExactlyInAnyOrder(a, b);
        assertThat(called()).doesNotContain(a, b);
    }

    private Instance announce(String id, String version, boolean dark) {
        Instance instance = new Instance("pricing", id, version, dark, SubjectPrefix.NONE);
        route.announced(id, instance);
        return instance;
    }

    private Set<Instance> called(String version) {
        Set<Instance> called = new LinkedHashSet<>();
        IntStream.range(0, 12).forEach(i -> called.add(route.next(call(), true, version)));
        return called;
    }

    @Test
    void callsGoToTheQueueGroupWhileNothingFails() {
        announce("a");
        announce("b");
        route.failed(null, new ServiceException(404, "no such thing"));
        route.failed(null, new IllegalStateException("declared by the contract"));
        route.failed(null, new CallRefusedException(429, "too many"));
        route.failed(null, new ConnectionLostException("lost", true));
        assertThat(called()).isEqualTo(queueGroup());
    }

    @Test
    void anotherAttemptOfACallGoesToAnotherInstance() {
        announce("a");
        announce("b");
        announce("c");
        route.failed(null, BROKEN);
        Call call = call();
        Instance before = null;
        for (int attempt = 0; attempt < 10; attempt++) {
            // Calls in between, as many as would bring the turn round again.
            next(true);
            next(true);
            Instance now = route.next(call.attempt(new Headers(), null), true, null);
            assertThat(now).isNotSameAs(before);
            before = now;
        }
    }

    @Test
    void theOnlyInstanceGetsAllAttempts() {
        Instance a = announce("a");
        Instance b = announce("b");
        fail(a, MAX_FAILURES);
        Call call = call();
        assertThat(route.next(call, true, null)).isSameAs(b);
        assertThat(route.next(call.attempt(new Headers(), null), true, null)).isSameAs(b);
    }

    @Test
    void afterAFailureInstancesAreCalledInTurnUntilThereWasNoneForATime() {
        Instance a = announce("a");
        Instance b = announce("b");
        route.failed(null, BROKEN);
        assertThat(called()).containsExactlyInAnyOrder(a, b);
        peers.pass(Calm.FIRST.minusMillis(1));
        assertThat(called()).containsExactlyInAnyOrder(a, b);
        peers.pass(Duration.ofMillis(1));
        assertThat(called()).isEqualTo(queueGroup());
    }

    @Test
    void whenTheQueueGroupFailsAgainSoonItTakesLongerUntilItIsBack() {
        Instance a = announce("a");
        Instance b = announce("b");
        route.failed(null, BROKEN);
        peers.pass(Calm.FIRST);
        assertThat(called()).isEqualTo(queueGroup());
        route.failed(null, BROKEN);
        peers.pass(Calm.FIRST);
        assertThat(called()).containsExactlyInAnyOrder(a, b);
        peers.pass(Calm.FIRST);
        assertThat(called()).isEqualTo(queueGroup());

        peers.pass(Calm.FIRST.multipliedBy(5));
        route.failed(null, BROKEN);
        peers.pass(Calm.FIRST);
        assertThat(called()).as("it was well for long").isEqualTo(queueGroup());
    }

    @Test
    void failuresInARowEjectAndASuccessBetweenThemDoesNot() {
        Instance a = announce("a");
        Instance b = announce("b");
        fail(a, MAX_FAILURES - 1);
        route.succeeded(a);
        fail(a, MAX_FAILURES - 1);
        assertThat(called()).containsExactlyInAnyOrder(a, b);
        fail(a, 1);
        assertThat(called()).containsExactly(b);
        assertThat(told).containsExactly("pricing failures");
    }

    @Test
    void anAnswerThatRefusesNeitherCountsNorClears() {
        Instance a = announce("a");
        Instance b = announce("b");
        fail(a, MAX_FAILURES - 1);
        route.failed(a, new CallRefusedException(429, "too many"));
        fail(a, 1);
        assertThat(called()).containsExactly(b);
    }

    @Test
    void atMostHalfOfTheInstancesAreEjectedForFailures() {
        Instance a = announce("a");
        Instance b = announce("b");
        Instance c = announce("c");
        fail(a, MAX_FAILURES);
        fail(b, MAX_FAILURES);
        fail(c, MAX_FAILURES);
        assertThat(called()).containsExactlyInAnyOrder(b, c);
    }

    @Test
    void theBackOffIsUpToAQuarterLonger() {
        Instance a = announce("a");
        announce("b");
        random = 0.8;
        fail(a, MAX_FAILURES);
        peers.pass(BACK_OFF.multipliedBy(120).dividedBy(100).minusMillis(1));
        assertThat(peers.asked).isEmpty();
        peers.pass(Duration.ofMillis(1));
        assertThat(peers.asked).containsExactly(a);

        peers.asked.clear();
        route.silent(a);
        peers.pass(BACK_OFF);
        assertThat(peers.asked).as("of one that is silent, too").isEmpty();
        peers.pass(BACK_OFF.multipliedBy(20).dividedBy(100));
        assertThat(peers.asked).containsExactly(a);
    }

    @Test
    void afterTheBackOffOneCallDecides() {
        Instance a = announce("a");
        Instance b = announce("b");
        fail(a, MAX_FAILURES);
        peers.pass(BACK_OFF.minusMillis(1));
        assertThat(peers.asked).isEmpty();
        peers.pass(Duration.ofMillis(1));
        assertThat(peers.asked).containsExactly(a);
        route.answered(a);
        assertThat(next(false)).as("a call that can't be repeated").isSameAs(b);
        assertThat(next(true)).isSameAs(a);
        assertThat(next(true)).isSameAs(b);

        fail(a, 1);
        peers.asked.clear();
        peers.pass(BACK_OFF.multipliedBy(2).minusMillis(1));
        assertThat(peers.asked).as("the second back-off is twice as long").isEmpty();
        peers.pass(Duration.ofMillis(1));
        route.answered(a);
        assertThat(next(true)).isSameAs(a);
        route.succeeded(a);
        assertThat(called()).containsExactlyInAnyOrder(a, b);
        assertThat(told).containsExactly("pricing failures", "pricing returned");
    }

    @Test
    void aTrialTakesAnyCallWhenNoneThatCanBeRepeatedComes() {
        Instance a = announce("a");
        Instance b = announce("b");
        fail(a, MAX_FAILURES);
        peers.pass(BACK_OFF);
        route.answered(a);
        assertThat(called()).containsExactly(b);
        peers.pass(ServiceRoute.TRIAL_PATIENCE.plusMillis(1));
        assertThat(called()).containsExactlyInAnyOrder(a, b);
    }

    @Test
    void aTrialThatShowsNothingIsRepeated() {
        Instance a = announce("a");
        announce("b");
        fail(a, MAX_FAILURES);
        peers.pass(BACK_OFF);
        route.answered(a);
        assertThat(next(true)).isSameAs(a);
        route.failed(a, new ConnectionLostException("lost", true));
        assertThat(next(true)).isSameAs(a);
    }

    @Test
    void aCallWithoutAnAnswerAsksAllAndTheSilentOneGetsNoCallsUntilItIsHeardOf() {
        Instance a = announce("a");
        Instance b = announce("b");
        route.failed(null, new CallTimeoutException("no reply"));
        assertThat(peers.askedAll).isEqualTo(1);
        route.answered(b);
        route.silent(a);
        assertThat(called()).containsExactly(b);
        peers.pass(BACK_OFF);
        assertThat(peers.asked).containsExactly(a);
        announce("a");
        assertThat(called()).containsExactlyInAnyOrder(a, b);
        assertThat(told).containsExactly("pricing silence", "pricing returned");
    }

    @Test
    void ifAllAreSilentTheyAreAskedAgainSoon() {
        Instance a = announce("a");
        Instance b = announce("b");
        route.silent(a);
        peers.pass(ServiceRoute.SOON);
        assertThat(peers.asked).isEmpty();
        route.silent(b);
        peers.pass(ServiceRoute.SOON);
        assertThat(peers.asked).containsExactly(a, b);
        route.answered(b);
        assertThat(called()).containsExactly(b);
    }

    @Test
    void aCallThatIsCancelledMakesThemBeAskedAndIsNoFailure() {
        Instance a = announce("a");
        announce("b");
        fail(a, MAX_FAILURES - 1);
        route.failed(a, new CancellationException("cancelled"));
        assertThat(peers.askedAll).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void whenAllAreSilentTheQueueGroupGetsTheCalls() {
        Instance a = announce("a");
        Instance b = announce("b");
        route.silent(a);
        route.silent(b);
        assertThat(called()).isEqualTo(queueGroup());
        route.answered(b);
        assertThat(called()).containsExactly(b);
    }

    @Test
    void aSilentInstanceIsForgottenInTime() {
        Instance a = announce("a");
        announce("b");
        route.silent(a);
        peers.pass(ServiceRoute.MEMORY.plusSeconds(1));
        route.silent(a);
        assertThat(called()).isEqualTo(queueGroup());
        assertThat(told).containsExactly("pricing silence", "pricing returned");
    }

    @Test
    void whoLeavesOrHasNoListenerGetsNoCalls() {
        Instance a = announce("a");
        Instance b = announce("b");
        Instance c = announce("c");
        route.failed(null, BROKEN);
        route.left("a");
        assertThat(called()).containsExactlyInAnyOrder(b, c);
        route.left("c");
        assertThat(called()).as("one alone is what the queue group has, too").isEqualTo(queueGroup());
        assertThat(a.failures).isZero();
    }

    @Test
    void oneThatIsOnItsWayToAnotherServerGetsCallsOnceItIsThere() {
        Instance a = announce("a");
        Instance b = announce("b");
        Instance c = announce("c");
        route.failed(a, NOBODY);
        route.failed(a, NOBODY);
        assertThat(called()).containsExactlyInAnyOrder(b, c);
        peers.pass(ServiceRoute.SOON);
        assertThat(peers.asked).containsExactly(a);
        route.answered(a);
        route.failed(null, BROKEN);
        assertThat(called()).containsExactlyInAnyOrder(a, b, c);
        assertThat(told).as("it has done nothing wrong").isEmpty();
    }

    @Test
    void oneThatIsNotThereWhenItIsAskedTwiceIsForgotten() {
        Instance a = announce("a");
        Instance b = announce("b");
        Instance c = announce("c");
        route.failed(a, NOBODY);
        peers.pass(ServiceRoute.SOON);
        route.absent(a);
        peers.pass(BACK_OFF);
        assertThat(peers.asked).containsExactly(a, a);
        assertThat(called()).containsExactlyInAnyOrder(b, c);
        route.absent(a);
        assertThat(called()).as("all that there are").isEqualTo(queueGroup());
        assertThat(told).isEmpty();
    }

    @Test
    void aSingleInstanceIsNeverEjected() {
        Instance a = announce("a");
        fail(a, 10 * MAX_FAILURES);
        assertThat(called()).isEqualTo(queueGroup());
        assertThat(told).isEmpty();
    }

    @Test
    void whereTheServerForbidsItInstancesAreNotCalled() {
        announce("a");
        announce("b");
        route.failed(null, BROKEN);
        route.forbidden();
        assertThat(called()).isEqualTo(queueGroup());
    }

    @Test
    void whereAnInstanceCanNotBeCalledByItselfTheQueueGroupKeepsTheCalls() {
        Instance a = announce("a");
        Instance b = announce("b");
        route.failed(null, BROKEN);
        assertThat(peers.askedWhoIsThere).isEqualTo(1);
        route.plain();
        assertThat(called()).isEqualTo(queueGroup());
        peers.pass(ServiceRoute.MEMORY.plusSeconds(1));
        route.failed(null, BROKEN);
        assertThat(called()).as("it has not been heard of for long").containsExactlyInAnyOrder(a, b);
    }

    @Test
    void whoeverIsThereIsAskedAgainWhileInstancesAreCalledInTurn() {
        announce("a");
        announce("b");
        route.failed(null, BROKEN);
        route.failed(null, BROKEN);
        assertThat(peers.askedWhoIsThere).isEqualTo(1);
        peers.pass(Calm.FIRST.dividedBy(2));
        route.failed(null, BROKEN);
        peers.pass(Calm.FIRST.dividedBy(2));
        assertThat(peers.askedWhoIsThere).isEqualTo(2);
    }
}
