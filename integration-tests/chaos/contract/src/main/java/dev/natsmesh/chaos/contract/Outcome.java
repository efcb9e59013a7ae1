package dev.natsmesh.chaos.contract;

/** What a caller knows at the end of a call. */
public enum Outcome {
    /** The answer has come. */
    ANSWERED,
    /** An answer has come that belongs to another call. */
    ANSWERED_WRONGLY,
    /** It has failed, and may have run. */
    MAY_HAVE_RUN,
    /** It has failed, and has not run. */
    NOT_RUN,
    /** It has failed in a way that tells neither. */
    FAILED,
    /** It has not ended, long after its deadline. */
    UNFINISHED
}
