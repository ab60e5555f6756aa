package io.trunkline.ets.internal.file;

import io.trunkline.ets.Access;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.TableFileException;
import io.trunkline.ets.TableType;

import java.util.List;
import java.util.Objects;

/// What a file says of its table besides the rows.
///
/// @param keyPosition from 1; 0 if rows tell their key by a function
/// @param shape what rows are
public record TableHeader(
        String name,
        boolean named,
        TableType type,
        Access access,
        int keyPosition,
        RowShape shape) {
    private static final byte UNNAMED = 0;
    private static final byte NAMED = 1;

    /// @throws BadArg if the key position is negative
    public TableHeader {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(shape, "shape");
        if (keyPosition < 0) {
            throw new BadArg("keyPosition must be >= 0: keyPosition=" + keyPosition);
        }
    }

    void write(Output out) {
        out.putText(Format.Tag.STRING, Format.Tag.STRING_UTF16, name);
        out.put(named ? NAMED : UNNAMED);
        out.put(code(type));
        out.put(code(access));
        out.putSigned(keyPosition);
        TypeText.write(shape.types(), out);
    }

    /// A header as it is in a file, where the classes of rows are only names.
    record Text(
            String name,
            boolean named,
            TableType type,
            Access access,
            int keyPosition,
            List<TypeText> types) {
        static Text read(Input in) throws TableFileException {
            String name = in.getText();
            boolean named = readNamed(in);
            TableType type = readType(in);
            Access access = readAccess(in);
            int keyPosition = in.getSignedInt();
            List<TypeText> types = TypeText.read(in);
            if (keyPosition < 0) {
                throw in.damage("keyPosition must be >= 0: keyPosition=" + keyPosition);
            }
            in.requireEnd();
            return new Text(name, named, type, access, keyPosition, types);
        }

        TableHeader with(RowShape shape) {
            return new TableHeader(name, named, type, access, keyPosition, shape);
        }
    }

    private static boolean readNamed(Input in) throws TableFileException {
        byte code = in.get();
        return switch (code) {
            case UNNAMED -> false;
            case NAMED -> true;
            default -> throw in.damage("expected 0 or 1 for a named table, got: " + code);
        };
    }

    private static byte code(TableType type) {
        return switch (type) {
            case SET -> 1;
            case ORDERED_SET -> 2;
            case BAG -> 3;
            case DUPLICATE_BAG -> 4;
        };
    }

    private static TableType readType(Input in) throws TableFileException {
        byte code = in.get();
        for (TableType type : TableType.values()) {
            if (code(type) == code) {
                return type;
            }
        }
        throw in.damage("expected the type of a table, got: " + code);
    }

    private static byte code(Access access) {
        return switch (access) {
            case PUBLIC -> 1;
            case PROTECTED -> 2;
            case PRIVATE -> 3;
        };
    }

    private static Access readAccess(Input in) throws TableFileException {
        byte code = in.get();
        for (Access access : Access.values()) {
            if (code(access) == code) {
                return access;
            }
        }
        throw in.damage("expected who may use a table, got: " + code);
    }
}
