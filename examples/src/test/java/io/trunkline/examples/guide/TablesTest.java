package io.trunkline.examples.guide;

import static io.trunkline.ets.Bound.HIGHEST;
import static io.trunkline.ets.Bound.LOWEST;
import static io.trunkline.ets.Limit.limit;
import static io.trunkline.ets.TableSpec.bag;
import static io.trunkline.ets.TableSpec.orderedSet;
import static io.trunkline.ets.TableSpec.set;
import static io.trunkline.ets.Tuple.tuple;
import static io.trunkline.ets.match.Match.$1;
import static io.trunkline.ets.match.Match.$2;
import static io.trunkline.ets.match.Match.$3;
import static io.trunkline.ets.match.Match.any;
import static io.trunkline.ets.match.Match.gt;
import static io.trunkline.ets.match.Match.row;
import static io.trunkline.ets.match.Match.subtract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.ets.Access;
import io.trunkline.ets.AccessDenied;
import io.trunkline.ets.Chunk;
import io.trunkline.ets.CounterOp;
import io.trunkline.ets.CounterTable;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Heir;
import io.trunkline.ets.Index;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Subscription;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableEvent;
import io.trunkline.ets.TableNameTaken;
import io.trunkline.ets.TableNews;
import io.trunkline.ets.TableTransfer;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.match.MatchSpec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;

/** The code of docs/guide/tables.md. */
class TablesTest {
    public record Quote(String symbol, long bid, long ask) {}

    record Visits(String page, long hits, long bytes) {}

    record Order(long id, String customer, long total) {}

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Node node;
    private Ets ets;

    @TempDir Path folder;

    @BeforeEach
    void start() {
        node = Node.start();
        ets = Ets.of(node);
    }

    @AfterEach
    void close() {
        node.close();
        assertThat(ets.all()).isEmpty();
    }

    private Table<Quote> quotes() {
        Table<Quote> quotes =
                ets.create("quotes", orderedSet(Quote.class, Quote::symbol).access(Access.PUBLIC));
        quotes.insert(new Quote("ERIC", 61, 62), new Quote("NOK", 4, 5), new Quote("VOLV", 9, 12));
        return quotes;
    }

    @Test
    void aFirstTable() {
        try (Node node = Node.start()) {
            Table<Quote> quotes =
                    Ets.of(node).create("quotes", orderedSet(Quote.class, Quote::symbol));
            quotes.insert(new Quote("ERIC", 61, 62), new Quote("NOK", 4, 5));
            Quote eric = quotes.get("ERIC");
            List<Quote> cheap = quotes.select(quote -> quote.ask() < 10);
            assertThat(cheap).doesNotContain(eric);
        }
    }

    @Test
    void creates() {
        Ets ets = Ets.of(node);
        Table<Quote> quotes = ets.create("quotes", orderedSet(Quote.class, Quote::symbol).named());
        Table<Tuple> table = ets.create("colours", set());
        Table<Tuple> links = ets.create("links", bag().keyPosition(2).access(Access.PUBLIC));

        assertThat(ets.all()).containsExactlyInAnyOrder(quotes, table, links);
        assertThat(ets.table("quotes", Quote.class)).isSameAs(quotes);
    }

    @Test
    void insertsAndLooksUp() {
        Table<Quote> quotes = ets.create("quotes", orderedSet(Quote.class, Quote::symbol));
        quotes.insert(new Quote("ERIC", 61, 62), new Quote("NOK", 4, 5));
        boolean first = quotes.insertNew(new Quote("NOK", 0, 0));

        Quote eric = quotes.get("ERIC");
        List<Quote> all = quotes.lookup("ERIC");
        List<Quote> taken = quotes.take("NOK");

        assertThat(first).isFalse();
        assertThat(eric).isNotNull();
        assertThat(all).containsExactly(eric);
        assertThat(taken).containsExactly(new Quote("NOK", 4, 5));
        assertThat(quotes.member("NOK")).isFalse();
    }

    @Test
    void insertsTuples() {
        Table<Tuple> colours = ets.create("colours", set());
        colours.insert(tuple("red", 255, 0, 0));
        Object green = colours.lookupElement("red", 3);

        assertThat(green).isEqualTo(0);
    }

    @Test
    void counts() {
        Table<Tuple> hits = ets.create("hits", set().access(Access.PUBLIC));
        long one = hits.updateCounter("/", 1, tuple("/", 0));
        long two = hits.updateCounter("/", 1);

        assertThat(one + two).isEqualTo(3);
    }

    @Test
    void countsWithoutRows() {
        CounterTable bytes = ets.createCounters("bytes", Access.PUBLIC);
        bytes.add("/", 512);
        long sum = bytes.add("/", 488);

        assertThat(sum).isEqualTo(1_000);
        assertThat(bytes.get("/elsewhere")).isZero();
    }

    @Test
    void countsInRecords() {
        Table<Visits> visits =
                ets.create("visits", set(Visits.class, Visits::page).access(Access.PUBLIC));
        List<Number> now =
                visits.updateCounter(
                        "/",
                        List.of(CounterOp.add(2, 1), CounterOp.add(3, 512)),
                        new Visits("/", 0, 0));

        assertThat(now).containsExactly(1L, 512L);
    }

    @Test
    void countsInACircle() {
        Table<Tuple> turns = ets.create("turns", set());
        turns.insert(tuple("worker", 3));
        Number next = turns.updateCounter("worker", CounterOp.add(2, 1).bounded(3, 0));

        assertThat(next).isEqualTo(0L);
    }

    @Test
    void selectsWithLambdas() {
        Table<Quote> quotes = quotes();

        List<Quote> wide = quotes.select(quote -> quote.ask() - quote.bid() > 2);
        long changed =
                quotes.selectReplace(
                        quote -> quote.bid() < 5,
                        quote -> new Quote(quote.symbol(), quote.bid() + 1, quote.ask()));
        long gone = quotes.selectDelete(quote -> quote.ask() > 50);
        long sum = quotes.fold(0L, (quote, total) -> total + quote.bid());

        assertThat(wide).containsExactly(new Quote("VOLV", 9, 12));
        assertThat(changed).isEqualTo(1);
        assertThat(gone).isEqualTo(1);
        assertThat(sum).isEqualTo(14);
    }

    @Test
    void selectsWithMatchSpecifications() {
        Table<Quote> quotes = quotes();

        MatchSpec wide = MatchSpec.of(row($1, $2, $3)).where(gt(subtract($3, $2), 2)).returning($1);
        List<Object> symbols = quotes.select(wide);
        String how = quotes.explain(MatchSpec.of(row("NOK", any(), any())));

        assertThat(symbols).containsExactly("VOLV");
        assertThat(how).contains("key");
    }

    @Test
    void selectsInChunks() {
        Table<Quote> quotes = quotes();
        MatchSpec all = MatchSpec.of(row(any(), any(), any()));
        List<Object> seen = new ArrayList<>();

        Optional<Chunk<Object>> chunk = quotes.select(all, limit(2));
        while (chunk.isPresent()) {
            seen.addAll(chunk.get().results());
            chunk = chunk.get().next();
        }

        assertThat(seen).hasSize(3);
    }

    @Test
    void readsRanges() {
        Table<Quote> quotes = quotes();

        List<Quote> eToN = quotes.range("E", "O").toList();
        Optional<Object> afterEric = quotes.next("ERIC");

        assertThat(eToN).extracting(Quote::symbol).containsExactly("ERIC", "NOK");
        assertThat(afterEric).contains("NOK");
    }

    @Test
    void readsRangesOfPairs() {
        Table<Tuple> trades = ets.create("trades", orderedSet());
        trades.insert(tuple(tuple("ERIC", 1), 61), tuple(tuple("ERIC", 2), 62));
        trades.insert(tuple(tuple("NOK", 1), 4));

        List<Tuple> erics = trades.range(tuple("ERIC", LOWEST), tuple("ERIC", HIGHEST)).toList();

        assertThat(erics).hasSize(2);
    }

    @Test
    void outlivesItsOwner() {
        Self self = node.self();
        Pid heir = self.pid();
        var quotes =
                orderedSet(Quote.class, Quote::symbol)
                        .named()
                        .heir(Heir.announced(heir, "look after them"));
        node.spawn(feed -> ets.create("quotes", quotes).insert(new Quote("ERIC", 61, 62)));

        TableTransfer transfer = self.receive(TableTransfer.class, PATIENCE).orElseThrow();
        Table<Quote> inherited = ets.table("quotes", Quote.class);
        inherited.insert(new Quote("NOK", 4, 5));

        assertThat(transfer.table()).isSameAs(inherited);
        assertThat(transfer.data()).isEqualTo("look after them");
        assertThat(inherited.size()).isEqualTo(2);
    }

    @Test
    void isWrittenByItsOwner() {
        Table<Quote> quotes = ets.create("quotes", orderedSet(Quote.class, Quote::symbol));
        Self self = node.self();
        Pid me = self.pid();
        node.spawn(other -> {
            try {
                quotes.insert(new Quote("ERIC", 61, 62));
            } catch (AccessDenied denied) {
                me.send(denied);
            }
        });

        assertThat(self.receive(AccessDenied.class, PATIENCE)).isPresent();
    }

    @Test
    void findsByIndex() {
        Index<Order> byCustomer = Index.multi("customer", Order::customer);
        Table<Order> orders = ets.create("orders", set(Order.class, Order::id).index(byCustomer));
        orders.insert(new Order(1, "ann", 30), new Order(2, "bob", 5), new Order(3, "ann", 12));

        List<Order> anns = orders.by(byCustomer, "ann");
        List<Order> aToB = orders.by(byCustomer, "a", "b");

        assertThat(anns).extracting(Order::id).containsExactlyInAnyOrder(1L, 3L);
        assertThat(aToB).hasSize(2);
    }

    @Test
    void tellsOfChanges() {
        Table<Quote> quotes = quotes();
        Self self = node.self();

        Subscription<Quote> changes = quotes.subscribe(SubscribeOptions.defaults());
        quotes.insert(new Quote("NOK", 5, 6));

        self.receive(TableNews.class, Duration.ofSeconds(5));
        for (TableEvent<Quote> event : changes.drain()) {
            if (event instanceof TableEvent.Updated(Quote before, Quote after)) {
                assertThat(after.bid()).isGreaterThan(before.bid());
            }
        }
        changes.cancel();
        assertThat(changes.dropped()).isZero();
    }

    @Test
    void forgetsInTime() {
        try (SimulatedNode node = Node.simulated(7)) {
            Table<Tuple> tokens =
                    Ets.of(node)
                            .create(
                                    "tokens",
                                    set().timeToLive(Duration.ofMinutes(10)).maxSize(10_000));
            tokens.insert(tuple("a", "ann"));
            tokens.insert(tuple("b", "bob"), Duration.ofHours(1));

            node.advance(Duration.ofMinutes(11));
            assertThat(tokens.toList()).containsExactly(tuple("b", "bob"));
        }
    }

    @Test
    void goesToAFileAndBack() throws IOException {
        Path file = folder.resolve("quotes.table");
        Table<Quote> quotes = quotes();

        quotes.toFile(file);
        Table<Quote> copy = ets.fromFile(file, orderedSet(Quote.class, Quote::symbol));

        assertThat(copy.toList()).isEqualTo(quotes.toList());
    }

    @Test
    void isAMap() {
        Table<Quote> quotes = quotes();

        ConcurrentMap<String, Quote> map = quotes.asMap();
        map.computeIfPresent("NOK", (symbol, quote) -> new Quote(symbol, quote.bid(), 6));

        ConcurrentNavigableMap<String, Long> bids =
                quotes.asNavigableMap(Quote::bid, (symbol, bid) -> new Quote(symbol, bid, bid));
        long lowest =
                bids.headMap("O").values().stream().mapToLong(Long::longValue).min().orElse(0);

        assertThat(map.get("NOK")).isEqualTo(new Quote("NOK", 4, 6));
        assertThat(lowest).isEqualTo(4);
    }

    @Test
    void namesAreTakenOnce() {
        ets.create("one", set().named());
        assertThatExceptionOfType(TableNameTaken.class)
                .isThrownBy(() -> ets.create("one", set().named()));
    }
}
