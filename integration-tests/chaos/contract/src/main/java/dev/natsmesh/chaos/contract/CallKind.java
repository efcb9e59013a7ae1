package dev.natsmesh.chaos.contract;

/** Which of the {@linkplain Desk desk's} methods is called. */
public enum CallKind {
    LOOK, ORDER
}
