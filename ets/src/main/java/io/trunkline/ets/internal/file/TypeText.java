package io.trunkline.ets.internal.file;

import io.trunkline.ets.TableFileException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A class of the rows as a file tells of it: by names.
sealed interface TypeText {
    byte RECORD = 1;
    byte ENUM = 2;

    /// What Java allows.
    int MAX_COMPONENTS = 255;

    String name();

    /// A record class and its components, in order.
    record OfRecord(String name, List<Component> components) implements TypeText {
        public OfRecord {
            components = List.copyOf(components);
        }

        @Override
        public String toString() {
            return components.stream()
                    .map(Component::toString)
                    .collect(Collectors.joining(", ", name + "(", ")"));
        }
    }

    /// One component.
    ///
    /// @param type as Java writes it, with type arguments
    record Component(String name, String type) {
        @Override
        public String toString() {
            return type + " " + name;
        }
    }

    /// An enum and the names of its constants, in order.
    record OfEnum(String name, List<String> constants) implements TypeText {
        public OfEnum {
            constants = List.copyOf(constants);
        }

        @Override
        public String toString() {
            return name + constants;
        }
    }

    static void write(List<TypeText> types, Output out) {
        out.putCount(types.size());
        for (TypeText type : types) {
            switch (type) {
                case OfRecord(String name, List<Component> components) -> {
                    out.put(RECORD);
                    text(name, out);
                    out.putCount(components.size());
                    for (Component component : components) {
                        text(component.name(), out);
                        text(component.type(), out);
                    }
                }
                case OfEnum(String name, List<String> constants) -> {
                    out.put(ENUM);
                    text(name, out);
                    out.putCount(constants.size());
                    constants.forEach(constant -> text(constant, out));
                }
            }
        }
    }

    private static void text(String text, Output out) {
        out.putText(Format.Tag.STRING, Format.Tag.STRING_UTF16, text);
    }

    static List<TypeText> read(Input in) throws TableFileException {
        int count = in.getCount(4);
        List<TypeText> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte kind = in.get();
            String name = in.getText();
            types.add(
                    switch (kind) {
                        case RECORD -> new OfRecord(name, components(in));
                        case ENUM -> new OfEnum(name, constants(in));
                        default ->
                                throw in.damage("expected a record or an enum, got: kind=" + kind);
                    });
        }
        if (count > 0 && !(types.getFirst() instanceof OfRecord)) {
            throw in.damage("rows must be tuples or records: type=" + types.getFirst().name());
        }
        return List.copyOf(types);
    }

    private static List<Component> components(Input in) throws TableFileException {
        int count = in.getCount(4);
        if (count > MAX_COMPONENTS) {
            throw in.damage(
                    "record must have at most %d components: components=%d"
                            .formatted(MAX_COMPONENTS, count));
        }
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            components.add(new Component(in.getText(), in.getText()));
        }
        return components;
    }

    private static List<String> constants(Input in) throws TableFileException {
        int count = in.getCount(2);
        List<String> constants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            constants.add(in.getText());
        }
        return constants;
    }
}
