package dev.natsmesh.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.natsmesh.runtime.call.SubjectPrefix;

/** The numbers of the wire form's reference, which were computed by a few lines of Python. */
class RendezvousTest {

    private static final Instance[] INSTANCES = { instance("a"), instance("b"), instance("c") };

    private static Instance instance(String id) {
        return new Instance("pricing", id, "1.0.0", false, SubjectPrefix.NONE);
    }

    @ParameterizedTest
    @CsvSource({ "'', cbf29ce484222325, b", "cart-1, 6afb315163b67335, a", "cart-2, 6afb2e5163b66e1c, c",
            "straße, 0360987265b28b78, c", "😀, feff073875020288, b" })
    void othersGetTheSameNumbers(String key, String hash, String owner) {
        long number = Rendezvous.hash(key);
        assertThat(number).isEqualTo(Long.parseUnsignedLong(hash, 16));
        assertThat(Rendezvous.owner(number, INSTANCES).id()).isEqualTo(owner);
    }

    @Test
    void halfASurrogatePairIsACharacterOfThreeBytes() {
        long ofThree = 0xcbf29ce484222325L;
        for (int octet : new int[]{ 0xed, 0xa0, 0x80 }) {
            ofThree = (ofThree ^ octet) * 0x100000001b3L;
        }
        assertThat(Rendezvous.hash("\ud800")).isEqualTo(ofThree);
    }

    @Test
    void mixingIsThatOfSplitMix64() {
        assertThat(Rendezvous.mix(1)).isEqualTo(0x5692161d100b05e5L);
        assertThat(instance("a").seed()).isEqualTo(0x02c0bdbf481420f8L);
    }
}
