package dev.natsmesh.runtime.protocol;

/** Numbers as tokens of subjects: digits {@code 0} to {@code 9}, then {@code a} to {@code v}, most significant first. */
final class Base32 {

    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;
    /** 60 bits: always positive. */
    private static final int MAX_DIGITS = 12;

    private Base32() {
    }

    static int digits(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + BITS - 1) / BITS);
    }

    static void write(long number, byte[] target, int start, int digits) {
        long rest = number;
        for (int i = start + digits - 1; i >= start; i--) {
            int digit = (int) rest & MASK;
            target[i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
            rest >>>= BITS;
        }
    }

    /** @return -1 if that is no number, or one of more than 60 bits */
    static long read(byte[] source, int start, int end) {
        if (start == end || end - start > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = source[i];
            if (digit >= '0' && digit <= '9') {
                digit -= '0';
            } else if (digit >= 'a' && digit <= 'v') {
                digit -= 'a' - 10;
            } else {
                return -1;
            }
            number = number << BITS | digit;
        }
        return number;
    }
}
