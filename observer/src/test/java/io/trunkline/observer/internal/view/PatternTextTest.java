package io.trunkline.observer.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.observer.internal.web.Refusal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

class PatternTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "_|'_'",
                "{\"ann\", _, $1}|{\"ann\",'_','$1'}",
                "{ 1 , -2, 3.5 }|{1,-2,3.5}",
                "{ok, 'Not ok', true}|{ok,'Not ok',true}",
                "{[1, {2, _}]}|{[1,{2,'_'}]}",
                "{\"a\\\"b\"}|{\"a\\\"b\"}",
                "{99999999999999999999}|{99999999999999999999}",
                "{}|{}"
            })
    void readsPatterns(String text, String printed) {
        assertThat(PatternText.parse(text).toString()).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "{",
                "{1",
                "{1,",
                "}",
                "{1}}",
                "{\"a}",
                "{'a}",
                "{$}",
                "{$x}",
                "{$999999999}",
                "{--1}",
                "{1.2.3}",
                "{;}",
                "[1]",
                "\"a\"",
                "{1 2}",
                "{\"a\\"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> PatternText.parse(text))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("pattern must");
    }

    @Test
    void nothingButARefusalComesOfAnyText() {
        long seed = Long.getLong("trunkline.seed", System.nanoTime());
        String alphabet = "{}[]\"'$_,. -1e9aZ\\";
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(12); left > 0; left--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                PatternText.parse(text.toString());
            } catch (Refusal expected) {
                assertThat(expected).hasMessageContaining("pattern must");
            } catch (RuntimeException e) {
                throw new AssertionError("seed=" + seed + ", pattern=" + text, e);
            }
        }
    }
}
