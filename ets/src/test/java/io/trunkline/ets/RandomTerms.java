package io.trunkline.ets;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// Terms to provoke mistakes: few enough that equal ones meet, and many where representations end.
public final class RandomTerms {
    private static final List<BigInteger> EDGES =
            List.of(
                    BigInteger.ZERO,
                    BigInteger.TWO.pow(7),
                    BigInteger.TWO.pow(31),
                    BigInteger.TWO.pow(42),
                    BigInteger.TWO.pow(46),
                    BigInteger.TWO.pow(53),
                    BigInteger.TWO.pow(58),
                    BigInteger.TWO.pow(62),
                    BigInteger.TWO.pow(63),
                    BigInteger.TWO.pow(64),
                    BigInteger.TWO.pow(1023),
                    BigInteger.TWO.pow(1100));
    private static final String[] PIECES = {
        "",
        "a",
        "b",
        "ab",
        "\0",
        "\u007F",
        "\u0080",
        "\u07FF",
        "\u0800",
        "\uD7FF",
        "\uFFFF",
        "\uD800\uDC00",
        "\uDBFF\uDFFF",
        "\uD800",
        "\uDC00",
        "longer",
        "longer than eight"
    };

    private final Random random;

    public RandomTerms(long seed) {
        this.random = new Random(seed);
    }

    public Object next() {
        return next(3);
    }

    private Object next(int depth) {
        return switch (random.nextInt(depth > 0 ? 16 : 10)) {
            case 0, 1 -> integer();
            case 2, 3 -> real();
            case 4 -> atom();
            case 5, 6 -> text();
            case 7 -> Binary.of(bytes());
            case 8 -> other();
            case 9 -> List.of();
            case 10, 11, 12 -> Tuple.of(list(depth).toArray());
            case 13 -> List.copyOf(list(depth));
            case 14 -> ImproperList.cons(list(depth), next(depth - 1));
            default -> map(depth);
        };
    }

    public Object number() {
        return random.nextBoolean() ? integer() : real();
    }

    private Object integer() {
        BigInteger edge = EDGES.get(random.nextInt(EDGES.size()));
        BigInteger n =
                (random.nextBoolean() ? edge : edge.negate())
                        .add(BigInteger.valueOf(random.nextInt(7) - 3));
        int bits = n.bitLength();
        return switch (random.nextInt(5)) {
            case 0 -> bits < 8 ? n.byteValue() : n;
            case 1 -> bits < 16 ? n.shortValue() : n;
            case 2, 3 -> bits < 32 ? n.intValue() : bits < 64 ? n.longValue() : n;
            default -> bits < 64 && random.nextBoolean() ? n.longValue() : n;
        };
    }

    private Object real() {
        double edge = EDGES.get(random.nextInt(EDGES.size())).doubleValue();
        double value =
                switch (random.nextInt(9)) {
                    case 0 -> 0.0;
                    case 1 -> Math.nextUp(edge);
                    case 2 -> Math.nextDown(edge);
                    case 3 -> edge + 0.5;
                    case 4 -> random.nextInt(3);
                    case 5 -> Double.NaN;
                    default -> edge;
                };
        double signed = random.nextBoolean() ? value : -value;
        return random.nextInt(5) == 0 ? (Object) (float) signed : (Object) signed;
    }

    private Object atom() {
        return random.nextInt(4) == 0 ? (Object) random.nextBoolean() : Atom.of(text());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = Utf8.encode(text());
        if (bytes.length > 0 && random.nextInt(3) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private Object other() {
        return switch (random.nextInt(4)) {
            case 0 -> DayOfWeek.of(1 + random.nextInt(7));
            case 1 -> new UUID(random.nextInt(2), random.nextInt(2));
            case 2 -> new Unordered(random.nextInt(3));
            default -> (char) random.nextInt(3);
        };
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(next(depth - 1));
        }
        return list;
    }

    private Object map(int depth) {
        Map<Object, Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Object key = next(depth - 1);
            if (map.keySet().stream().noneMatch(present -> Terms.same(present, key))) {
                map.put(key, next(depth - 1));
            }
        }
        return random.nextInt(16) == 0 ? map : Terms.immutable(map);
    }

    private record Unordered(int value) {}
}
