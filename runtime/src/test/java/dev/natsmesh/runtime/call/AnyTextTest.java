package dev.natsmesh.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What users put into subjects and headers, and what peers send there. */
class AnyTextTest {

    @Property
    void becomesOneTokenAndComesBack(@ForAll("texts") String text) {
        String token = SubjectToken.encode(text);
        assertThat(token).matches("[A-Za-z0-9_~%-]+");
        assertThat(SubjectToken.decode(token)).isEqualTo(text);
    }

    @Property
    void hasATokenOfItsOwn(@ForAll("texts") String one, @ForAll("texts") String other) {
        Assume.that(!one.equals(other));
        assertThat(SubjectToken.encode(one)).isNotEqualTo(SubjectToken.encode(other));
    }

    @Property
    void isTheOnlyTokenOfWhatItMeansOrNoToken(@ForAll("escapes") String token) {
        Throwable refused = catchThrowable(() -> assertThat(SubjectToken.encode(SubjectToken.decode(token))).isEqualTo(token));
        if (refused != null) {
            assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class).hasMessageContaining(token);
        }
    }

    @Property
    void becomesOneLineOfAsciiAndComesBack(@ForAll("texts") String text) {
        String value = HeaderValue.encode(text);
        assertThat(value).matches("|[!-~]|[!-~][ -~]*[!-~]");
        assertThat(HeaderValue.decode(value)).isEqualTo(withoutHalves(text));
    }

    @Property
    void isReadAsAHeadersValueWhateverAPeerSends(@ForAll("escapes") String rest) {
        assertThat(HeaderValue.decode(rest)).isEqualTo(rest);
        String value = "UTF-8''" + rest;
        String text = HeaderValue.decode(value);
        assertThat(HeaderValue.decode(HeaderValue.encode(text))).isEqualTo(text);
    }

    @Property
    void isADeadlineOrNone(@ForAll("escapes") String text, @ForAll long number) {
        assertThat(Deadline.inMillis(text + "x")).isNull();
        assertThat(Deadline.inMillis(Long.toString(number)).hasPassed()).isEqualTo(number <= 0);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(Arbitraries.strings(), Arbitraries.strings().withCharRange('\u0000', '\uffff'),
                Arbitraries.strings().withChars("\ud800\udbff\udc00\udfffa\u00e4"),
                Arbitraries.strings().withChars(". *>%$_-~UTF8'\r\n\t\u0000aZ09"),
                Arbitraries.strings().withChars("a.").ofMaxLength(3),
                Arbitraries.strings().withChars("a%2\u00e4'").map("UTF-8''"::concat));
    }

    /** Many of them are escaped well, and as many almost. */
    @Provide
    Arbitrary<String> escapes() {
        Arbitrary<String> pieces = Arbitraries.oneOf(Arbitraries.strings().withChars("aZ09-_~. *\u00e4").ofMaxLength(3),
                Arbitraries.integers().between(0, 0xff).map("%%%02X"::formatted),
                Arbitraries.of("%", "%2", "%2e", "%2E", "%zz", "%C3%A4", "%ED%A0%80", "%ED%B0%80", "%F4%8F%BF%BF",
                        "%F4%90%80%80",
                        "%C0%80"));
        return pieces.list().ofMaxSize(6).map(list -> String.join("", list));
    }

    private static String withoutHalves(String text) {
        return text.codePoints().map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
