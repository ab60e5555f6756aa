package io.trunkline.observer.internal.view;

import io.trunkline.ets.Atom;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.Pattern;
import io.trunkline.observer.internal.web.Refusal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Reads a pattern as a person writes it: `{"ann", _, $1}`. Tuples, lists, strings, whole and
/// decimal numbers, atoms (`ok`, `'Not ok'`), `true`, `false`, `_`, and variables `$0`, `$1`...
final class PatternText {
    private static final int DEEPEST = 20;
    private static final int LONGEST_NUMBER = 40;

    private final String text;
    private int at;
    private int depth;

    private PatternText(String text) {
        this.text = text;
    }

    /// @throws Refusal if it is no pattern of a row
    static Pattern parse(String text) {
        PatternText reader = new PatternText(text);
        Object term = reader.term();
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw reader.wrong("the end");
        }
        if (term instanceof Pattern pattern) {
            return pattern;
        }
        throw Refusal.badRequest("pattern must be a tuple or _, such as {\"ann\", _, $1}");
    }

    private Object term() {
        skipBlanks();
        char next = peek();
        return switch (next) {
            case '{' -> Match.row(elements('}').toArray());
            case '[' -> elements(']');
            case '"' -> quoted('"');
            case '\'' -> Atom.of(quoted('\''));
            case '$' -> variable();
            default -> Character.isDigit(next) || next == '-' ? number() : word();
        };
    }

    private List<Object> elements(char end) {
        if (++depth > DEEPEST) {
            throw Refusal.badRequest("pattern must be at most " + DEEPEST + " deep");
        }
        at++;
        List<Object> elements = new ArrayList<>();
        skipBlanks();
        while (peek() != end) {
            elements.add(term());
            skipBlanks();
            if (peek() == ',') {
                at++;
            } else if (peek() != end) {
                throw wrong("',' or '" + end + "'");
            }
            skipBlanks();
        }
        at++;
        depth--;
        return elements;
    }

    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        at++;
        while (peek() != quote) {
            if (peek() == '\\') {
                at++;
            }
            value.append(peek());
            at++;
        }
        at++;
        return value.toString();
    }

    private Object variable() {
        at++;
        String digits = run(Character::isDigit);
        if (digits.isEmpty() || digits.length() > 8) {
            throw wrong("the number of a variable");
        }
        return Match.var(Integer.parseInt(digits));
    }

    private Object number() {
        String digits =
                run(c -> Character.isDigit(c) || c == '-' || c == '.' || c == 'e' || c == 'E');
        if (digits.length() <= LONGEST_NUMBER) {
            try {
                if (!digits.matches("-?[0-9]+")) {
                    return Double.valueOf(digits);
                }
                BigInteger whole = new BigInteger(digits);
                return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
            } catch (NumberFormatException e) {
                // told below
            }
        }
        throw wrong("a number");
    }

    private Object word() {
        String word = run(c -> Character.isLetterOrDigit(c) || c == '_' || c == '@');
        return switch (word) {
            case "" -> throw wrong("a term");
            case "_" -> Match.any();
            case "true" -> true;
            case "false" -> false;
            default -> Atom.of(word);
        };
    }

    private interface CharTest {
        boolean test(char c);
    }

    private String run(CharTest wanted) {
        int start = at;
        while (at < text.length() && wanted.test(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipBlanks() {
        run(Character::isWhitespace);
    }

    private char peek() {
        if (at == text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private Refusal wrong(String expected) {
        return Refusal.badRequest("pattern must have " + expected + " at position " + (at + 1));
    }
}
