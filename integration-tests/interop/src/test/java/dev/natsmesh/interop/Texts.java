package dev.natsmesh.interop;

import java.util.List;

/** Texts that can't stand in a subject or a header as they are, and some that can. */
final class Texts {

    private Texts() {
    }

    static List<String> all() {
        return List.of("eu-west_1", "", " a ", "a.b", ">", "*", "50 %", "%41", "straße", "日本 😀", "two\r\nlines", "UTF-8''x",
                "-~!*'()", "a+b&c=d/e?f:g@h,i;j$k");
    }
}
