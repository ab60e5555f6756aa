package io.trunkline.ets.internal.file;

import io.trunkline.ets.BadArg;
import io.trunkline.ets.internal.file.LiveType.Component;
import io.trunkline.ets.internal.file.LiveType.EnumType;
import io.trunkline.ets.internal.file.LiveType.RecordType;
import io.trunkline.ets.internal.row.RecordLookup;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the enums and records that a record can hold: those that its components are declared to
/// be, or to be lists or maps of, and so on down. The order is that in which they are met, so it is
/// the same for the same class.
final class LiveTypes {
    private static final MethodType READER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);

    private final MethodHandles.@Nullable Lookup given;
    private final List<Class<?>> classes = new ArrayList<>();

    private LiveTypes(MethodHandles.@Nullable Lookup given) {
        this.given = given;
    }

    /// @return the record itself first
    /// @throws BadArg if the components of a record cannot be read from here
    static List<LiveType> of(Class<?> rows, MethodHandles.@Nullable Lookup given) {
        LiveTypes types = new LiveTypes(given);
        types.indexOf(rows);
        List<LiveType> found = new ArrayList<>();
        for (int i = 0; i < types.classes.size(); i++) { // it grows as types are looked into
            Class<?> type = types.classes.get(i);
            found.add(type.isEnum() ? enumType(type) : types.recordType(type));
        }
        return List.copyOf(found);
    }

    private int indexOf(Class<?> type) {
        int index = classes.indexOf(type);
        if (index >= 0) {
            return index;
        }
        classes.add(type);
        return classes.size() - 1;
    }

    private static EnumType enumType(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new EnumType(
                constants, new TypeText.OfEnum(type.getName(), List.copyOf(constants.keySet())));
    }

    private RecordType recordType(Class<?> type) {
        List<TypeText.Component> texts = new ArrayList<>();
        List<Component> components = new ArrayList<>();
        RecordComponent[] declared = type.getRecordComponents();
        try {
            for (RecordComponent component : declared) {
                texts.add(
                        new TypeText.Component(
                                component.getName(), component.getGenericType().getTypeName()));
                components.add(
                        new Component(
                                form(component.getGenericType(), component.getType()),
                                !component.getType().isPrimitive(),
                                reader(component.getAccessor())));
            }
            return new RecordType(
                    new TypeText.OfRecord(type.getName(), texts),
                    List.copyOf(components),
                    maker(type, declared));
        } catch (ReflectiveOperationException | RuntimeException e) {
            BadArg refused =
                    new BadArg(
                            "record must be readable by this module, or come with"
                                    + " lookup(MethodHandles.lookup()): class="
                                    + type.getName());
            refused.initCause(e);
            throw refused;
        }
    }

    private MethodHandle reader(Method accessor) throws IllegalAccessException {
        return RecordLookup.of(accessor.getDeclaringClass(), given)
                .unreflect(accessor)
                .asType(READER);
    }

    private MethodHandle maker(Class<?> type, RecordComponent[] declared)
            throws ReflectiveOperationException {
        Class<?>[] parameters =
                Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var canonical = type.getDeclaredConstructor(parameters);
        return RecordLookup.of(type, given)
                .unreflectConstructor(canonical)
                .asFixedArity()
                .asSpreader(Object[].class, parameters.length)
                .asType(MAKER);
    }

    /// @param erased the class of `type`; for type variables it is all that is known
    private Form form(Type type, Class<?> erased) {
        if (erased.isEnum() || erased.isRecord()) {
            return new Form.Typed(erased, indexOf(erased));
        }
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            if (erased.isAssignableFrom(List.class) && arguments.length == 1) {
                return new Form.Elements(erased, argument(arguments[0]));
            }
            if (erased == Map.class) {
                return new Form.Entries(erased, argument(arguments[0]), argument(arguments[1]));
            }
        }
        return erased.isPrimitive()
                ? new Form.Plain(MethodType.methodType(erased).wrap().returnType())
                : new Form.Plain(erased);
    }

    private Form argument(Type type) {
        return switch (type) {
            case Class<?> known -> form(known, known);
            case ParameterizedType parameterized
                    when parameterized.getRawType() instanceof Class<?> raw ->
                    form(parameterized, raw);
            case WildcardType wildcard -> argument(wildcard.getUpperBounds()[0]);
            default -> Form.Plain.TERM;
        };
    }
}
