package io.trunkline.ets.internal.row;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// The accessors of records as functions that cost no more than a lambda of the application's would:
/// a method handle that is no constant cannot be inlined, and a selection asks for a component of
/// each row. They are made once a class, as each is a class of its own for as long as the record is.
final class Accessors {
    private static final MethodType READER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType MAKER = MethodType.methodType(Function.class);

    private static final ClassValue<AtomicReference<@Nullable List<Function<Object, @Nullable Object>>>>
            MADE =
                    new ClassValue<>() {
                        @Override
                        protected AtomicReference<@Nullable List<Function<Object, @Nullable Object>>>
                                computeValue(Class<?> type) {
                            return new AtomicReference<>();
                        }
                    };

    private Accessors() {}

    /// The accessors of a record class, in the order of its components; they give null where a
    /// component is.
    ///
    /// @param own what the class may be looked into with
    /// @throws ReflectiveOperationException if it may not
    static List<Function<Object, @Nullable Object>> of(Class<?> record, MethodHandles.Lookup own)
            throws ReflectiveOperationException {
        AtomicReference<@Nullable List<Function<Object, @Nullable Object>>> made = MADE.get(record);
        List<Function<Object, @Nullable Object>> accessors = made.get();
        if (accessors == null) {
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(record, own);
            accessors = new ArrayList<>();
            for (RecordComponent component : record.getRecordComponents()) {
                accessors.add(accessor(inside, component));
            }
            made.set(accessors);
        }
        return accessors;
    }

    @SuppressWarnings("unchecked") // what the factory was asked for
    private static Function<Object, @Nullable Object> accessor(
            MethodHandles.Lookup inside, RecordComponent component)
            throws ReflectiveOperationException {
        MethodHandle handle = inside.unreflect(component.getAccessor());
        MethodType typed =
                MethodType.methodType(component.getType(), component.getDeclaringRecord()).wrap();
        try {
            return (Function<Object, @Nullable Object>)
                    LambdaMetafactory.metafactory(inside, "apply", MAKER, READER, handle, typed)
                            .getTarget()
                            .invoke();
        } catch (ReflectiveOperationException e) {
            throw e;
        } catch (Throwable t) {
            throw new ReflectiveOperationException(t);
        }
    }

    /// The same by a method handle, for a class that may be used but not looked into.
    static Function<Object, @Nullable Object> of(MethodHandle accessor) {
        MethodHandle reader = accessor.asType(READER);
        return row -> {
            try {
                return (Object) reader.invokeExact(row);
            } catch (Throwable t) {
                throw RecordRows.rethrown(t);
            }
        };
    }
}
