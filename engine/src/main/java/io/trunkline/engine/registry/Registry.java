package io.trunkline.engine.registry;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Name;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;
import io.trunkline.engine.spi.NodeServices;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Processes by key: names that need not be strings, with values; or topics, each with many
/// processes.
///
/// ```java
/// Registry registry = Registry.unique(node, "users");
/// Pid worker = node.start(new Worker(), via(registry, "worker_1")).pid();
/// registry.whereis("worker_1");
///
/// Registry topics = Registry.duplicate(node, "topics");
/// topics.register(self, "news");
/// topics.dispatch("news", pid -> pid.send(article));
/// ```
///
/// A process registers itself, and only itself. Its entries are gone before anybody is told of its
/// end, and lookups leave out whoever has ended even before that.
///
/// *Threads.* Any thread may look up, dispatch, lock and keep metadata; what takes a [Self] is for
/// that process. Lookups take no lock, and those of a unique registry allocate nothing. A walk over
/// many entries meets each that is there throughout, and of one that comes or goes meanwhile it may
/// or may not hear.
///
/// *Keys and values* may be of any type; keys need `equals` and `hashCode` and must not change.
///
/// *When not to use it.* A fixed name of one process is a name of the node. Rows that outlive their
/// writers belong into a table. Processes that others put into groups are for [Groups].
///
/// *Life.* A registry is no process. It lives as long as its node, where [#find] has it by name.
///
/// *Differences from Elixir* (all in docs/deviations.md): a register or unregister is told to
/// listeners only if it changed something, and deaths are told too; there are no partitions;
/// conditions are predicates instead of match specifications.
public final class Registry {
    private static final Registered OK = new Registered.Ok();

    private final Node node;
    private final String name;
    private final Kind kind;
    private final NodeServices services;
    private final Listeners listeners;
    private final Entries entries;
    private final Locks locks;
    private final ConcurrentHashMap<Object, Object> metadata = new ConcurrentHashMap<>();

    /// How many processes a key may have.
    public enum Kind {
        /// One.
        UNIQUE,
        /// Any number, and a process any number of times.
        DUPLICATE
    }

    /// Whether a listener is told what goes because its process has ended.
    public enum Deaths {
        /// It is.
        TOLD,
        /// It is not, as in Elixir.
        UNTOLD
    }

    private Registry(Node node, String name, Kind kind) {
        this.node = node;
        this.name = Objects.requireNonNull(name, "name");
        this.kind = kind;
        this.services = NodeServices.of(node);
        this.listeners = new Listeners(name, services);
        this.entries = new Entries(services, listeners, kind == Kind.UNIQUE);
        this.locks = new Locks(node);
    }

    /// Makes a registry in which a key has at most one process.
    ///
    /// @throws RegistryNameTaken if the node has a registry of that name
    /// @throws NodeClosed if the node is closed
    public static Registry unique(Node node, String name) {
        return made(new Registry(node, name, Kind.UNIQUE));
    }

    /// Makes a registry in which a key may have many processes.
    ///
    /// @throws RegistryNameTaken if the node has a registry of that name
    /// @throws NodeClosed if the node is closed
    public static Registry duplicate(Node node, String name) {
        return made(new Registry(node, name, Kind.DUPLICATE));
    }

    private static Registry made(Registry registry) {
        Registries.of(registry.node).add(registry);
        return registry;
    }

    /// The node's registry of that name.
    public static Optional<Registry> find(Node node, String name) {
        return Optional.ofNullable(Registries.of(node).find(Objects.requireNonNull(name, "name")));
    }

    /// A key of a unique registry as a name to start a process under, and to reach it by.
    public static Name via(Registry registry, Object key) {
        return new Via(registry, key, null);
    }

    /// As [#via(Registry, Object)], registering a process that is started under it with a value.
    public static Name via(Registry registry, Object key, Object value) {
        return new Via(registry, key, Objects.requireNonNull(value, "value"));
    }

    /// Its name on its node.
    public String name() {
        return name;
    }

    /// Its node.
    public Node node() {
        return node;
    }

    /// How many processes a key may have.
    public Kind kind() {
        return kind;
    }

    // --- registering ---

    /// Registers the calling process under a key, with nothing.
    public Registered register(Self self, Object key) {
        return registered(self, key, null);
    }

    /// Registers the calling process under a key, with a value.
    public Registered register(Self self, Object key, Object value) {
        return registered(self, key, Objects.requireNonNull(value, "value"));
    }

    private Registered registered(Self self, Object key, @Nullable Object value) {
        checkCaller(self);
        Item item = new Item(Objects.requireNonNull(key, "key"), self.pid(), value);
        Item there = entries.add(item);
        if (there == null) {
            throw self.exit(ExitReason.killed());
        }
        return there == item ? OK : new Registered.AlreadyRegistered(there.owner);
    }

    /// Takes all entries of the calling process under a key away, if it has any.
    public void unregister(Self self, Object key) {
        checkCaller(self);
        unregister(self.pid(), Objects.requireNonNull(key, "key"));
    }

    void unregister(Pid pid, Object key) {
        entries.remove(entries.of(pid, key));
    }

    /// Takes the entries of the calling process under a key away whose values meet a condition.
    public void unregisterMatch(Self self, Object key, Predicate<@Nullable Object> condition) {
        checkCaller(self);
        entries.remove(
                entries.of(self.pid(), key).stream()
                        .filter(item -> condition.test(item.value()))
                        .toList());
    }

    /// Changes the value of the calling process under a key of a unique registry.
    ///
    /// @param change gets the value that it has, which is null if it was registered with nothing
    /// @return the new value; empty if it has none under that key, and then nothing was asked for
    /// @throws UnsupportedOperationException if the registry is not unique
    public Optional<Object> updateValue(
            Self self, Object key, UnaryOperator<@Nullable Object> change) {
        checkCaller(self);
        checkUnique("updateValue");
        List<Item> own = entries.of(self.pid(), key);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Item item = own.getFirst();
        Object value = Objects.requireNonNull(change.apply(item.value()), "value");
        item.value(value);
        return Optional.of(value);
    }

    // --- looking up ---

    /// The process of a key in a unique registry.
    ///
    /// @throws UnsupportedOperationException if the registry is not unique
    public Optional<Pid> whereis(Object key) {
        checkUnique("whereis");
        Item item = entries.first(key);
        return item == null ? Optional.empty() : item.found;
    }

    /// The entries under a key, oldest first.
    public List<Entry> lookup(Object key) {
        Item item = entries.first(key);
        if (item == null) {
            return List.of();
        }
        return kind == Kind.UNIQUE ? item.view() : collect(item, _ -> true);
    }

    /// The entries under a key whose values meet a condition, oldest first.
    public List<Entry> match(Object key, Predicate<@Nullable Object> condition) {
        Item item = entries.first(key);
        return item == null ? List.of() : collect(item, entry -> condition.test(entry.value()));
    }

    private List<Entry> collect(Item first, Predicate<Entry> condition) {
        List<Entry> found = new ArrayList<>();
        for (Item item = first; item != null; item = entries.next(item)) {
            Entry entry = item.entry();
            if (condition.test(entry)) {
                found.add(entry);
            }
        }
        return List.copyOf(found);
    }

    /// The entries of all keys that meet a condition.
    public List<Entry> select(Predicate<Entry> condition) {
        List<Entry> found = new ArrayList<>();
        entries.forEach(item -> {
            Entry entry = item.entry();
            if (condition.test(entry)) {
                found.add(entry);
            }
        });
        return List.copyOf(found);
    }

    /// How many entries there are. Those of a process that is just ending may be among them.
    public long count() {
        return entries.count();
    }

    /// How many entries of all keys meet a condition.
    public long countSelect(Predicate<Entry> condition) {
        return select(condition).size();
    }

    /// How many entries under a key have values that meet a condition.
    public long countMatch(Object key, Predicate<@Nullable Object> condition) {
        return match(key, condition).size();
    }

    /// The keys that a process is registered under, as often as it is.
    public List<Object> keys(Pid pid) {
        return entries.of(pid).stream().map(item -> item.key).toList();
    }

    /// The values that a process is registered with under a key; null for an entry with nothing.
    public List<@Nullable Object> values(Object key, Pid pid) {
        List<@Nullable Object> values = new ArrayList<>();
        entries.of(pid, key).forEach(item -> values.add(item.value()));
        return values;
    }

    // --- dispatching ---

    /// Does something for each entry under a key, on the calling thread, oldest first. What
    /// `action` throws ends it.
    public void dispatch(Object key, Consumer<? super Pid> action) {
        for (Item item = entries.first(key); item != null; item = entries.next(item)) {
            action.accept(item.owner);
        }
    }

    /// As [#dispatch(Object, Consumer)], for actions that want the value too.
    public void dispatch(Object key, BiConsumer<? super Pid, @Nullable Object> action) {
        for (Item item = entries.first(key); item != null; item = entries.next(item)) {
            action.accept(item.owner, item.value());
        }
    }

    /// As [#dispatch(Object, Consumer)], but an exception ends only the action for one entry.
    ///
    /// @return what was thrown, in that order
    public List<DispatchFailure> dispatchEach(Object key, Consumer<? super Pid> action) {
        List<DispatchFailure> failures = new ArrayList<>(0);
        for (Item item = entries.first(key); item != null; item = entries.next(item)) {
            try {
                action.accept(item.owner);
            } catch (RuntimeException e) {
                failures.add(new DispatchFailure(item.entry(), e));
            }
        }
        return List.copyOf(failures);
    }

    // --- metadata ---

    /// What the registry keeps under a key of its own metadata.
    public Optional<Object> metadata(Object key) {
        return Optional.ofNullable(metadata.get(key));
    }

    /// Keeps a value in the registry's metadata.
    public void putMetadata(Object key, Object value) {
        metadata.put(key, value);
    }

    /// Deletes a key from the registry's metadata.
    ///
    /// @return whether it was there
    public boolean deleteMetadata(Object key) {
        return metadata.remove(key) != null;
    }

    // --- listening ---

    /// Sends the calling process a [RegistryEvent] for each change from now on, deaths included.
    public void listen(Self self) {
        listen(self, Deaths.TOLD);
    }

    /// Sends the calling process a [RegistryEvent] for each change from now on, in place of what it
    /// asked for before. Events of one key come in the order of its changes, those of one process
    /// in the order of what it did.
    public void listen(Self self, Deaths deaths) {
        checkCaller(self);
        listeners.add(self.pid(), Objects.requireNonNull(deaths, "deaths"));
    }

    /// Ends what [#listen(Self)] began; events that were sent may still be in the mailbox.
    public void unlisten(Self self) {
        checkCaller(self);
        listeners.remove(self.pid());
    }

    // --- locking ---

    /// Does something while nobody else, process or thread, does anything under the same key of
    /// this registry's locks, which have nothing to do with its entries. First come, first served.
    ///
    /// Waits without holding up other processes, and without limit. If the process that has a key
    /// is killed the next gets it before anybody hears of the death, although the thread of the
    /// killed one may go on inside `action` until its next call into the library.
    ///
    /// ```java
    /// Pid session = sessions.lock(user, () ->
    ///         sessions.whereis(user).orElseGet(() -> startSession(user)));
    /// ```
    ///
    /// @throws IllegalStateException if the caller has the key already
    /// @throws ProcessExit if the calling process is killed while it waits
    public <T> T lock(Object key, Supplier<? extends T> action) {
        return locks.lock(Objects.requireNonNull(key, "key"), action);
    }

    // --- for names ---

    /// Registers a process that is being started, whoever starts it.
    ///
    /// @return who has the key
    Pid registerAtStart(Pid pid, Object key, @Nullable Object value) {
        Item there = entries.first(key);
        if (there != null) {
            return there.owner;
        }
        there = entries.add(new Item(key, pid, value));
        // one that was killed before it began needs no name any more
        return there == null ? pid : there.owner;
    }

    void checkNode(Node other) {
        if (other != node) {
            throw new IllegalArgumentException(
                    "registry must be of the same node: registry="
                            + this
                            + ", node="
                            + other.name());
        }
    }

    private void checkCaller(Self self) {
        checkNode(self.node());
        if (!services.runs(self.pid())) {
            throw new IllegalStateException(
                    "self must be used by its own process: self="
                            + self.pid()
                            + ", thread="
                            + Thread.currentThread().getName());
        }
    }

    private void checkUnique(String operation) {
        if (kind != Kind.UNIQUE) {
            throw new UnsupportedOperationException(
                    operation + " must be asked of a unique registry: registry=" + this);
        }
    }

    @Override
    public String toString() {
        return "registry " + name;
    }
}
