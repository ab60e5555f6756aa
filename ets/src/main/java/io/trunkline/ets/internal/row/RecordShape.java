package io.trunkline.ets.internal.row;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// How records of one class are read and made: by functions that cost little more than calls
/// written out, as a method handle that is no constant would. Made once a class.
final class RecordShape {
    private static final MethodType FUNCTION = MethodType.methodType(Object.class, Object.class);
    private static final MethodType BI_FUNCTION =
            MethodType.methodType(Object.class, Object.class, Object.class);

    private static final MethodType TO_LONG = MethodType.methodType(long.class, Object.class);

    private static final ClassValue<AtomicReference<@Nullable RecordShape>> MADE =
            new ClassValue<>() {
                @Override
                protected AtomicReference<@Nullable RecordShape> computeValue(Class<?> type) {
                    return new AtomicReference<>();
                }
            };

    /// In the order of the components.
    private final Function<Object, @Nullable Object>[] readers;

    /// The same where a component is a primitive integer; null elsewhere.
    private final @Nullable ToLongFunction<Object>[] longReaders;

    /// Takes an `Object[]` of all components.
    private final Function<Object, Object> maker;

    /// The same for what counters mostly are, a key and a number; null for others.
    private final @Nullable BiFunction<@Nullable Object, @Nullable Object, Object> pairMaker;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of functions
    private RecordShape(Class<?> record, MethodHandles.@Nullable Lookup given)
            throws IllegalAccessException, NoSuchMethodException {
        MethodHandles.Lookup lookup = RecordLookup.of(record, given);
        RecordComponent[] components = record.getRecordComponents();
        readers = new Function[components.length];
        longReaders = new ToLongFunction[components.length];
        for (int i = 0; i < components.length; i++) {
            Method accessor = components[i].getAccessor();
            readers[i] = reader(lookup, accessor);
            longReaders[i] = longReader(lookup, accessor);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> canonical = record.getDeclaredConstructor(types);
        maker =
                function(
                        lookup.unreflectConstructor(canonical)
                                .asSpreader(Object[].class, types.length));
        pairMaker =
                types.length == 2
                        ? (BiFunction<@Nullable Object, @Nullable Object, Object>)
                                lambda(
                                        lookup,
                                        record,
                                        BiFunction.class,
                                        "apply",
                                        BI_FUNCTION,
                                        in -> in.unreflectConstructor(canonical))
                        : null;
    }

    /// The shape of a record class.
    ///
    /// @param given the application's access to the class; null if it gave none
    static RecordShape of(Class<?> record, MethodHandles.@Nullable Lookup given)
            throws IllegalAccessException, NoSuchMethodException {
        AtomicReference<@Nullable RecordShape> made = MADE.get(record);
        RecordShape shape = made.get();
        if (shape == null) {
            shape = new RecordShape(record, given);
            made.set(shape);
        }
        return shape;
    }

    /// A lambda, where the class may be looked into; else a proxy of a handle, which costs more.
    @SuppressWarnings("unchecked") // what was asked for
    private static Function<Object, @Nullable Object> reader(
            MethodHandles.Lookup lookup, Method accessor) throws IllegalAccessException {
        Object lambda =
                lambda(
                        lookup,
                        accessor.getDeclaringClass(),
                        Function.class,
                        "apply",
                        FUNCTION,
                        in -> in.unreflect(accessor));
        return lambda != null
                ? (Function<Object, @Nullable Object>) lambda
                : function(lookup.unreflect(accessor));
    }

    /// Null unless what it reads widens to a long and the class may be looked into.
    @SuppressWarnings("unchecked") // what was asked for
    private static @Nullable ToLongFunction<Object> longReader(
            MethodHandles.Lookup lookup, Method accessor) {
        Class<?> type = accessor.getReturnType();
        if (type != long.class && type != int.class && type != short.class && type != byte.class) {
            return null;
        }
        return (ToLongFunction<Object>)
                lambda(
                        lookup,
                        accessor.getDeclaringClass(),
                        ToLongFunction.class,
                        "applyAsLong",
                        TO_LONG,
                        in -> in.unreflect(accessor));
    }

    /// Where in a class something is found.
    private interface Finder {
        MethodHandle find(MethodHandles.Lookup inside) throws IllegalAccessException;
    }

    /// Null if the class may not be looked into.
    private static @Nullable Object lambda(
            MethodHandles.Lookup lookup,
            Class<?> record,
            Class<?> function,
            String method,
            MethodType erased,
            Finder finder) {
        try {
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(record, lookup);
            MethodHandle handle = finder.find(inside);
            Class<?> result = erased.returnType();
            MethodType type = handle.type().wrap();
            return LambdaMetafactory.metafactory(
                            inside,
                            method,
                            MethodType.methodType(function),
                            erased,
                            handle,
                            result.isPrimitive() ? type.changeReturnType(result) : type)
                    .getTarget()
                    .invoke();
        } catch (Throwable t) {
            return null;
        }
    }

    @SuppressWarnings("unchecked") // the handle has the function's type
    private static <R extends @Nullable Object> Function<Object, R> function(MethodHandle handle) {
        return MethodHandleProxies.asInterfaceInstance(Function.class, handle.asType(FUNCTION));
    }

    int arity() {
        return readers.length;
    }

    /// A component, from 0.
    @Nullable Object component(Object row, int index) {
        return readers[index].apply(row);
    }

    /// Whether a component, from 0, is there and is a primitive integer.
    boolean isLong(int index) {
        return 0 <= index && index < longReaders.length && longReaders[index] != null;
    }

    /// A component of which [#isLong(int)] is true.
    long longComponent(Object row, int index) {
        return Objects.requireNonNull(longReaders[index]).applyAsLong(row);
    }

    /// A record of all its components.
    ///
    /// @throws ClassCastException if one is not of its type, or null where it must not be
    Object make(@Nullable Object[] components) {
        return pairMaker == null
                ? maker.apply(components)
                : pairMaker.apply(components[0], components[1]);
    }

    /// Whether [#makePair(Object, Object)] can be called.
    boolean isPair() {
        return pairMaker != null;
    }

    /// As `make`, of a record of two components, without an array.
    Object makePair(@Nullable Object first, @Nullable Object second) {
        return Objects.requireNonNull(pairMaker).apply(first, second);
    }
}
