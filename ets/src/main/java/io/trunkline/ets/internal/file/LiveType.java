package io.trunkline.ets.internal.file;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;

/// A class of the rows as this JVM has it.
sealed interface LiveType {
    /// How a file tells of it.
    TypeText text();

    /// An enum.
    record EnumType(Map<String, Object> constants, TypeText.OfEnum text) implements LiveType {
        public EnumType {
            constants = Map.copyOf(constants);
        }
    }

    /// A record.
    ///
    /// @param maker the canonical constructor; it takes an array of all components
    record RecordType(TypeText.OfRecord text, List<Component> components, MethodHandle maker)
            implements LiveType {
        /// @throws Exception what the constructor throws, or because a component does not fit
        Object make(@Nullable Object[] values) throws Exception {
            try {
                return (Object) maker.invokeExact(values);
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable t) {
                throw new IllegalStateException("constructor must throw an Exception or Error", t);
            }
        }
    }

    /// A component of a record.
    ///
    /// @param nullable false for primitive types
    /// @param reader the accessor, from an object to an object
    record Component(Form form, boolean nullable, MethodHandle reader) {
        @Nullable Object of(Object owner) {
            try {
                return (Object) reader.invokeExact(owner);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable t) {
                throw new IllegalStateException("accessor must not throw checked exceptions", t);
            }
        }
    }
}
