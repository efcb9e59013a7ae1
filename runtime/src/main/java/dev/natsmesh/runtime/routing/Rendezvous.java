package dev.natsmesh.runtime.routing;

/**
 * Rendezvous hashing (highest random weight, Thaler and Ravishankar 1996) with numbers that every language gets: each pair of a key and
 * an instance has a score, and the instance with the highest one has the key. Texts are hashed by FNV-1a with 64 bits, and mixed by
 * the function of SplitMix64 (variant 13 of Stafford's), since FNV alone spreads what differs in its last bytes badly.
 */
final class Rendezvous {

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private Rendezvous() {
    }

    /** The hash of the text's UTF-8; half a surrogate pair counts as a character of three bytes. */
    static long hash(String text) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < ONE_BYTE) {
                hash = add(hash, unit);
            } else if (unit < TWO_BYTES) {
                hash = add(add(hash, 0xc0 | unit >> 6), last(unit));
            } else if (Character.isHighSurrogate(unit) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                int point = Character.toCodePoint(unit, text.charAt(i));
                hash = add(add(add(add(hash, 0xf0 | point >> 18), last(point >> 12)), last(point >> 6)), last(point));
            } else {
                hash = add(add(add(hash, 0xe0 | unit >> 12), last(unit >> 6)), last(unit));
            }
        }
        return hash;
    }

    private static long add(long hash, int octet) {
        return (hash ^ octet) * FNV_PRIME;
    }

    private static int last(int bits) {
        return 0x80 | bits & 0x3f;
    }

    static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    /** Who has the key with that hash. @param instances at least one, in any order */
    static Instance owner(long key, Instance[] instances) {
        Instance best = instances[0];
        for (int i = 1; i < instances.length; i++) {
            if (isBefore(instances[i], best, key)) {
                best = instances[i];
            }
        }
        return best;
    }

    /** Whether one has the key with that hash rather than another. */
    static boolean isBefore(Instance one, Instance other, long key) {
        int order = Long.compareUnsigned(score(one, key), score(other, key));
        return order > 0 || order == 0 && one.id().compareTo(other.id()) < 0;
    }

    private static long score(Instance instance, long key) {
        return mix(key ^ instance.seed());
    }
}
