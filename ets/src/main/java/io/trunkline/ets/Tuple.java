package io.trunkline.ets;

import org.jspecify.annotations.Nullable;

/// A fixed number of terms, such as a row of a table. Positions count from 1, as in Erlang.
///
/// Immutable: lists and maps put into a tuple are copied, unless they cannot change; anything else
/// it holds must not change either. Two tuples are equal if they are [Terms#same(Object, Object)],
/// so `Integer` 1 and `Long` 1 make no difference.
public abstract sealed class Tuple {
    private static final Tuple EMPTY = new TupleN();

    private Tuple() {}

    /// The tuple without elements.
    public static Tuple of() {
        return EMPTY;
    }

    /// A tuple of one element.
    ///
    /// @throws NotATerm if the element is none
    public static Tuple of(Object e1) {
        return new Tuple1(Terms.immutable(e1));
    }

    /// A tuple of two elements.
    ///
    /// @throws NotATerm if an element is none
    public static Tuple of(Object e1, Object e2) {
        return new Tuple2(Terms.immutable(e1), Terms.immutable(e2));
    }

    /// A tuple of three elements.
    ///
    /// @throws NotATerm if an element is none
    public static Tuple of(Object e1, Object e2, Object e3) {
        return new Tuple3(Terms.immutable(e1), Terms.immutable(e2), Terms.immutable(e3));
    }

    /// A tuple of four elements.
    ///
    /// @throws NotATerm if an element is none
    public static Tuple of(Object e1, Object e2, Object e3, Object e4) {
        return new Tuple4(
                Terms.immutable(e1), Terms.immutable(e2), Terms.immutable(e3), Terms.immutable(e4));
    }

    /// A tuple of all elements of an array, however many there are; the array is copied.
    ///
    /// @throws NotATerm if an element is none
    public static Tuple of(Object... elements) {
        return switch (elements.length) {
            case 0 -> EMPTY;
            case 1 -> of(elements[0]);
            case 2 -> of(elements[0], elements[1]);
            case 3 -> of(elements[0], elements[1], elements[2]);
            case 4 -> of(elements[0], elements[1], elements[2], elements[3]);
            default -> {
                Object[] copy = new Object[elements.length];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = Terms.immutable(elements[i]);
                }
                yield new TupleN(copy);
            }
        };
    }

    /// [#of(Object...)] under the name that reads well when imported statically.
    public static Tuple tuple(Object... elements) {
        return of(elements);
    }

    /// How many elements it has.
    public abstract int arity();

    /// The element at a position from 1 to the arity.
    ///
    /// @throws IndexOutOfBoundsException for other positions
    public abstract Object get(int position);

    /// A tuple that differs in one element.
    ///
    /// @throws IndexOutOfBoundsException if there is no such position
    /// @throws NotATerm if the value is none
    public Tuple with(int position, Object value) {
        Object[] elements = toArray();
        if (position < 1 || position > elements.length) {
            throw noSuchPosition(position);
        }
        elements[position - 1] = value;
        return of(elements);
    }

    /// The elements, in an array of the caller's.
    public Object[] toArray() {
        Object[] elements = new Object[arity()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = get(i + 1);
        }
        return elements;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Tuple && Terms.same(this, other);
    }

    @Override
    public final int hashCode() {
        int arity = arity();
        int hash = arity;
        for (int i = 1; i <= arity; i++) {
            hash = Terms.mix(hash, Terms.hash(get(i)));
        }
        return hash;
    }

    /// As Erlang prints it: `{a,1}`.
    @Override
    public final String toString() {
        return TermText.of(this);
    }

    final IndexOutOfBoundsException noSuchPosition(int position) {
        return new IndexOutOfBoundsException(
                "position must be in 1.." + arity() + ": position=" + position);
    }

    private static final class Tuple1 extends Tuple {
        private final Object e1;

        Tuple1(Object e1) {
            this.e1 = e1;
        }

        @Override
        public int arity() {
            return 1;
        }

        @Override
        public Object get(int position) {
            if (position == 1) {
                return e1;
            }
            throw noSuchPosition(position);
        }
    }

    private static final class Tuple2 extends Tuple {
        private final Object e1;
        private final Object e2;

        Tuple2(Object e1, Object e2) {
            this.e1 = e1;
            this.e2 = e2;
        }

        @Override
        public int arity() {
            return 2;
        }

        @Override
        public Object get(int position) {
            return switch (position) {
                case 1 -> e1;
                case 2 -> e2;
                default -> throw noSuchPosition(position);
            };
        }
    }

    private static final class Tuple3 extends Tuple {
        private final Object e1;
        private final Object e2;
        private final Object e3;

        Tuple3(Object e1, Object e2, Object e3) {
            this.e1 = e1;
            this.e2 = e2;
            this.e3 = e3;
        }

        @Override
        public int arity() {
            return 3;
        }

        @Override
        public Object get(int position) {
            return switch (position) {
                case 1 -> e1;
                case 2 -> e2;
                case 3 -> e3;
                default -> throw noSuchPosition(position);
            };
        }
    }

    private static final class Tuple4 extends Tuple {
        private final Object e1;
        private final Object e2;
        private final Object e3;
        private final Object e4;

        Tuple4(Object e1, Object e2, Object e3, Object e4) {
            this.e1 = e1;
            this.e2 = e2;
            this.e3 = e3;
            this.e4 = e4;
        }

        @Override
        public int arity() {
            return 4;
        }

        @Override
        public Object get(int position) {
            return switch (position) {
                case 1 -> e1;
                case 2 -> e2;
                case 3 -> e3;
                case 4 -> e4;
                default -> throw noSuchPosition(position);
            };
        }
    }

    private static final class TupleN extends Tuple {
        private final Object[] elements;

        TupleN(Object... elements) {
            this.elements = elements;
        }

        @Override
        public int arity() {
            return elements.length;
        }

        @Override
        public Object get(int position) {
            if (position < 1 || position > elements.length) {
                throw noSuchPosition(position);
            }
            return elements[position - 1];
        }
    }
}
