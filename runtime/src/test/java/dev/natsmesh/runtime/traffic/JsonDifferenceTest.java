package dev.natsmesh.runtime.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

class JsonDifferenceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String difference(String one, String other, String... ignored) throws IOException {
        return new JsonDifference(Set.of(ignored)).of(JSON.readTree(one.replace('\'', '"')),
                JSON.readTree(other.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'a':1,'b':[1,2]} | {'b':[1.0,2],'a':1}",
            "null | null",
            "'x' | 'x'",
            "[] | []" })
    void theSame(String one, String other) throws IOException {
        assertThat(difference(one, other)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'a':{'b':[1,2]}} | {'a':{'b':[1,3]}} | /a/b/1",
            "[1] | [1,2] | /1",
            "[1,2] | [1] | /1",
            "{'a':null} | {} | /a",
            "{} | {'a/b~':1} | /a~1b~0",
            "[{'x':1}] | [{'x':'1'}] | /0/x",
            "1 | '1' | ``" })
    void whatDiffersIsFound(String one, String other, String where) throws IOException {
        assertThat(difference(one, other)).isEqualTo(where == null ? "" : where);
    }

    @Test
    void whatIsIgnoredIsSoAnywhere() throws IOException {
        assertThat(difference("{'id':1,'items':[{'id':2,'x':1}]}", "{'items':[{'x':1}]}", "id")).isNull();
        assertThat(difference("{'id':1,'x':1}", "{'id':2,'x':2}", "id")).isEqualTo("/x");
    }
}
