package io.trunkline.ets;

/// One step of [Table#updateElement]: a new value for the element at `position`, from 1.
public record ElementUpdate(int position, Object value) {
    /// Sets the element at `position` to `value`.
    public static ElementUpdate set(int position, Object value) {
        return new ElementUpdate(position, value);
    }
}
