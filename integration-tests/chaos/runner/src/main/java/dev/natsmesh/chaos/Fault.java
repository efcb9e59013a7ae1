package dev.natsmesh.chaos;

/** What must not become of a call. */
enum Fault {
    /** It has failed, or never ended, though it had to succeed or to say whether it may have run. */
    LOST,
    /** It has run twice, or has run or not run against what the caller was told. */
    TWICE,
    /** It has ended after its deadline. */
    LATE
}
