package dev.natsmesh.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.KeyArgument;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Parameter;
import dev.natsmesh.runtime.call.SubjectPrefix;

/** Which instances balancers choose from, and what becomes of a key while its instance gets no calls. */
class BalancedRouteTest {

    private static final int KEYS = 200;
    private static final Duration BACK_OFF = Duration.ofSeconds(1);
    private static final ServiceException BROKEN = new ServiceException(500, "broken");
    private static final Operation ADD = new Operation("carts", "add", "carts.add", "test.Carts", "add", Operation.Kind.UNARY,
            true,
            List.of(new Parameter("item", "java.lang.String", Parameter.Role.BODY, false),
                    new Parameter("cart", "java.lang.String", Parameter.Role.BODY, true)),
            "void", "application/json", List.of(), null, null);

    private final Peers peers = new Peers();
    private final ServiceRoute service = new ServiceRoute("carts", new EjectionSettings(3, BACK_OFF, BACK_OFF), peers,
            List.of(),
            () -> peers.now, () -> 0);
    private final BalancedRoute sticky = new BalancedRoute(service, new StickyBalancer(KeyArgument.of(ADD)));
    private final Random random = new Random(17);
    private final BalancedRoute fastest = new BalancedRoute(service,
            new LeastLatency(Duration.ofSeconds(10), () -> peers.now, random::nextInt));
    private final Instance a = instance("a");
    private final Instance b = instance("b");
    private final Instance c = instance("c");

    private static Instance instance(String id) {
        return new Instance("carts", id, "1.0.0", false, SubjectPrefix.NONE);
    }

    private void begin(Instance... instances) {
        service.balance();
        Arrays.stream(instances).forEach(instance -> service.announced(instance.id(), instance));
        service.known();
    }

    private static Call call(int key) {
        return call("cart-" + key);
    }

    private static Call call(String key) {
        return new Call(ADD, new Headers(), Deadline.in(Duration.ofSeconds(1)), new Object[]{ "lamp", key });
    }

    private Map<Integer, Instance> owners() {
        Map<Integer, Instance> owners = new LinkedHashMap<>();
        IntStream.range(0, KEYS).forEach(key -> owners.put(key, sticky.next(call(key), false)));
        return owners;
    }

    private void eject(Instance instance) {
        IntStream.range(0, 3).forEach(i -> service.failed(instance, BROKEN));
    }

    @Test
    void beforeInstancesAreKnownNatsChooses() {
        service.balance();
        service.announced("a", a);
        assertThat(sticky.next(call(1), true)).as("there may be others").isNull();
        service.known();
        assertThat(sticky.next(call(1), true)).isSameAs(a);
        service.left("a");
        assertThat(sticky.next(call(1), true)).isNull();
    }

    @Test
    void withoutAKeyNatsChooses() {
        begin(a, b);
        assertThat(sticky.next(call(null), true)).isNull();
    }

    @Test
    void callsWithOneKeyGoToOneInstanceAndAllInstancesHaveKeys() {
        begin(a, b, c);
        Map<Integer, Instance> owners = owners();
        assertThat(owners.values()).contains(a, b, c);
        assertThat(owners()).isEqualTo(owners);
    }

    @Test
    void whileItsInstanceGetsNoCallsAKeyIsWithTheNextAndTheOthersStay() {
        begin(a, b, c);
        Map<Integer, Instance> owners = owners();
        eject(a);
        owners().forEach((key, owner) -> {
            if (owners.get(key) == a) {
                assertThat(owner).isIn(b, c);
            } else {
                assertThat(owner).isSameAs(owners.get(key));
            }
        });
        service.silent(b);
        assertThat(owners().values()).containsOnly(c);
        service.answered(b);
        peers.pass(BACK_OFF);
        service.answered(a);
        int keyOfB = keyOf(b, owners);
        assertThat(sticky.next(call(keyOfB), true)).as("no trial with what it won't have").isSameAs(b);
        int keyOfA = keyOf(a, owners);
        assertThat(sticky.next(call(keyOfA), false)).as("a call that can't be repeated").isNotSameAs(a);
        assertThat(sticky.next(call(keyOfA), true)).isSameAs(a);
        assertThat(sticky.next(call(keyOfA), true)).as("one trial at a time").isNotSameAs(a);
        service.succeeded(a);
        assertThat(owners()).isEqualTo(owners);
    }

    private static int keyOf(Instance instance, Map<Integer, Instance> owners) {
        return owners.entrySet().stream().filter(entry -> entry.getValue() == instance).findFirst().orElseThrow().getKey();
    }

    @Test
    void aKeyOfAnInstanceThatIsGoneIsWithTheNextAtOnce() {
        begin(a, b, c);
        Map<Integer, Instance> owners = owners();
        service.failed(a, new NoRespondersException("gone"));
        owners().forEach((key, owner) -> assertThat(owner).isNotSameAs(a));
        service.announced("a", a);
        assertThat(owners()).isEqualTo(owners);
    }

    @Test
    void leastLatencyLeavesOutWhoFailsAndTriesItWithOneCall() {
        begin(a, b, c);
        eject(a);
        IntStream.range(0, KEYS).forEach(i -> assertThat(fastest.next(call(1), true)).isIn(b, c));
        peers.pass(BACK_OFF);
        service.answered(a);
        assertThat(fastest.next(call(1), true)).isSameAs(a);
        IntStream.range(0, KEYS).forEach(i -> assertThat(fastest.next(call(1), true)).isIn(b, c));
    }

    @Test
    void anotherAttemptGoesToAnotherInstanceUnlessItIsSticky() {
        begin(a, b);
        for (int i = 0; i < KEYS; i++) {
            Call call = call(i);
            Instance first = fastest.next(call, true);
            assertThat(fastest.next(attempt(call), true)).isNotSameAs(first);
        }
        Call call = call(1);
        assertThat(sticky.next(call, true)).isSameAs(sticky.next(attempt(call), true));
        service.left("b");
        Call alone = call(2);
        assertThat(fastest.next(alone, true)).isSameAs(fastest.next(attempt(alone), true)).isSameAs(a);
    }

    private static Call attempt(Call call) {
        return call.attempt(new Headers(), call.deadline());
    }

    @Test
    void whereAnInstanceCanNotBeCalledByItselfNatsChooses() {
        begin(a, b);
        assertThat(peers.askedWhoIsThere).isZero();
        peers.pass(Calm.FIRST);
        assertThat(peers.askedWhoIsThere).as("others may have come").isEqualTo(1);
        service.plain();
        assertThat(sticky.next(call(1), true)).isNull();
        peers.pass(ServiceRoute.MEMORY.plusSeconds(1));
        assertThat(sticky.next(call(1), true)).as("it has not been heard of for long").isNotNull();
    }

    @Test
    void whereTheServerForbidsItNatsChooses() {
        begin(a, b);
        service.forbidden();
        assertThat(sticky.next(call(1), true)).isNull();
    }

    @Test
    void callsWithoutABalancerStayWithTheQueueGroup() {
        begin(a, b);
        assertThat(service.next(call(1), true, null)).isNull();
    }
}
