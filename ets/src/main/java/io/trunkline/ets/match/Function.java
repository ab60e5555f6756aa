package io.trunkline.ets.match;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// What expressions may call, by the names and with the numbers of arguments that Erlang gives
/// them.
public enum Function {
    IS_ATOM("is_atom", 1),
    IS_BOOLEAN("is_boolean", 1),
    IS_FLOAT("is_float", 1),
    IS_INTEGER("is_integer", 1),
    IS_NUMBER("is_number", 1),
    IS_LIST("is_list", 1),
    IS_TUPLE("is_tuple", 1),
    IS_MAP("is_map", 1),
    IS_BINARY("is_binary", 1),
    IS_BITSTRING("is_bitstring", 1),
    IS_PID("is_pid", 1),
    IS_PORT("is_port", 1),
    IS_REFERENCE("is_reference", 1),
    IS_FUNCTION("is_function", 1),
    IS_RECORD("is_record", 3),
    IS_MAP_KEY("is_map_key", 2),
    NOT("not", 1),
    XOR("xor", 2),
    AND("and", -1),
    OR("or", -1),
    ANDALSO("andalso", -1),
    ORELSE("orelse", -1),
    ABS("abs", 1),
    ELEMENT("element", 2),
    HD("hd", 1),
    TL("tl", 1),
    LENGTH("length", 1),
    MAP_GET("map_get", 2),
    MAP_SIZE("map_size", 1),
    SIZE("size", 1),
    TUPLE_SIZE("tuple_size", 1),
    BYTE_SIZE("byte_size", 1),
    BIT_SIZE("bit_size", 1),
    BINARY_PART_AT("binary_part", 2),
    BINARY_PART("binary_part", 3),
    NODE_HERE("node", 0),
    NODE_OF("node", 1),
    SELF("self", 0),
    ROUND("round", 1),
    TRUNC("trunc", 1),
    FLOOR("floor", 1),
    CEIL("ceil", 1),
    FLOAT("float", 1),
    MIN("min", 2),
    MAX("max", 2),
    PLUS("+", 1),
    NEGATE("-", 1),
    ADD("+", 2),
    SUBTRACT("-", 2),
    MULTIPLY("*", 2),
    DIVIDE("/", 2),
    DIV("div", 2),
    REM("rem", 2),
    BAND("band", 2),
    BOR("bor", 2),
    BXOR("bxor", 2),
    BNOT("bnot", 1),
    BSL("bsl", 2),
    BSR("bsr", 2),
    LESS("<", 2),
    AT_MOST("=<", 2),
    GREATER(">", 2),
    AT_LEAST(">=", 2),
    EQUAL("==", 2),
    NOT_EQUAL("/=", 2),
    SAME("=:=", 2),
    NOT_SAME("=/=", 2);

    /// The arity of those that take any number of arguments but none.
    private static final int ANY = -1;

    private static final Map<String, Function> BY_NAME = new HashMap<>();

    static {
        for (Function function : values()) {
            BY_NAME.put(key(function.erlangName, function.arity), function);
        }
    }

    private final String erlangName;
    private final int arity;

    Function(String erlangName, int arity) {
        this.erlangName = erlangName;
        this.arity = arity;
    }

    /// The function of a name that takes a number of arguments; null if there is none.
    public static @Nullable Function find(String erlangName, int arguments) {
        Function fixed = BY_NAME.get(key(erlangName, arguments));
        return fixed != null || arguments == 0 ? fixed : BY_NAME.get(key(erlangName, ANY));
    }

    /// Its name in term form, such as `=:=` or `is_atom`.
    public String erlangName() {
        return erlangName;
    }

    private static String key(String erlangName, int arity) {
        return erlangName + '/' + arity;
    }
}
