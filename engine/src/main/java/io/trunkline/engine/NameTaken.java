package io.trunkline.engine;

/// A name that another living process has.
public final class NameTaken extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient Pid holder;

    public NameTaken(String name, Pid holder) {
        super("name must be free: name=" + name + ", holder=" + holder);
        this.holder = holder;
    }

    /// Who has it.
    public Pid holder() {
        return holder;
    }
}
