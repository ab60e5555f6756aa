package io.trunkline.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The pages as a browser shows them. With `-Dtrunkline.screenshots=FOLDER` it keeps pictures.
class PagesIT {
    @TempDir Path profile;

    private Shop shop;
    private Observer observer;
    private Chromium chromium;

    @BeforeEach
    void start() throws IOException {
        Optional<Path> program = Chromium.installed();
        assumeTrue(program.isPresent(), "skipped: chromium must be on the PATH to see the pages");
        shop = new Shop();
        observer =
                Observer.start(shop.node, ObserverOptions.defaults().withPort(0).withActions(true));
        chromium = Chromium.start(program.get(), profile);
    }

    @AfterEach
    void stop() {
        if (chromium != null) {
            chromium.close();
            observer.close();
            shop.close();
        }
    }

    private void open(String page, String ready) throws IOException {
        chromium.open(observer.uri() + "#/" + page);
        chromium.await("document.body.dataset.ready === 'yes' && (" + ready + ")");
        String folder = System.getProperty("trunkline.screenshots");
        if (folder != null) {
            chromium.screenshot(Path.of(folder, page.replace('/', '-') + ".png"));
        }
        assertThat(chromium.complaints()).isEmpty();
        assertThat(chromium.value("document.querySelectorAll('main img').length").asInt()).isZero();
    }

    private static String has(String text) {
        return "document.querySelector('main').innerText.includes(" + quoted(text) + ")";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Test
    void theSystemPageCountsProcessesAndGoesOnBySecond() throws IOException {
        open("system", has("PROCESSES"));
        chromium.await("document.querySelector('#live').className === 'live on'");
        chromium.await("document.querySelectorAll('canvas').length >= 4");
        assertThat(chromium.value("document.title").asText()).isEqualTo("System · node");
    }

    @Test
    void processesAreSortedSearchedAndOpenedByKeys() throws IOException {
        open("processes", "document.querySelectorAll('tbody tr').length >= 7");
        // the longest mailbox comes first
        assertThat(chromium.value("document.querySelector('tbody tr').innerText").asText())
                .contains("150")
                .contains(Shop.MISCHIEF);

        chromium.value("document.querySelector('input[type=search]').value = 'till'; 0");
        chromium.value(
                "document.querySelector('input[type=search]').dispatchEvent(new Event('input'));"
                        + " 0");
        chromium.await(
                "[...document.querySelectorAll('tbody tr')].every(r =>"
                        + " r.innerText.toLowerCase().includes('till'))");
        chromium.value(key("j"));
        chromium.value(key("Enter"));
        chromium.await("location.hash.startsWith('#/process/')");
    }

    private static String key(String key) {
        return "document.dispatchEvent(new KeyboardEvent('keydown', {key: '" + key + "'})); 0";
    }

    @Test
    void aProcessShowsItsStateAndCanBeSuspendedResumedAndKilled() throws IOException {
        open("process/" + shop.oven.number(), has("100"));
        press("suspend");
        chromium.await(has("suspended"));
        press("resume");
        chromium.await("!(" + has("suspended") + ")");
        press("trace");
        chromium.await(has("Traced"));
        shop.oven.send("a cake");
        chromium.await(has("a cake"));

        chromium.value("window.confirm = () => true; 0");
        press("kill");
        chromium.await(has("must be alive"));
        assertThat(shop.oven.isAlive()).isFalse();
    }

    private void press(String label) {
        chromium.await(button(label) + " !== undefined");
        chromium.value(button(label) + ".click(); 0");
    }

    private static String button(String label) {
        return "[...document.querySelectorAll('button')].find(b => b.innerText === '"
                + label
                + "')";
    }

    @Test
    void theTreeIsDrawnAndARestartFlashes() throws IOException {
        open("tree", "document.querySelectorAll('g.box').length >= 7");
        shop.burn();
        chromium.await("document.querySelector('g.flash') !== null");
        chromium.await(has("restarted"));
        open("tree", has("restarted"));
    }

    @Test
    void tablesAreBrowsedByPageAndByPattern() throws IOException {
        open("tables", has("prices") + " && " + has("120"));
        open("table/" + shop.prices.id(), "document.querySelectorAll('tbody tr').length === 50");
        press("next ›");
        chromium.await(has("page 2"));

        search("{\"cake 7\", $1, _}");
        chromium.await("document.querySelectorAll('tbody tr').length === 1");
        assertThat(chromium.value("document.querySelector('tbody').innerText").asText())
                .contains("cake 7", "70", Shop.MISCHIEF);
        search("{oops");
        chromium.await(has("pattern must have"));
    }

    private void search(String text) {
        chromium.value(
                "document.querySelector('input[type=search]').value = " + quoted(text) + "; 0");
        chromium.value(
                "document.querySelector('input[type=search]').dispatchEvent(new Event('change'));"
                        + " 0");
    }

    @Test
    void latenciesAreMeasuredOnceSwitchedOn() throws IOException {
        open("latency", has("not measuring"));
        press("measure anew");
        chromium.await(has("since it began"));
        for (int i = 0; i < 10_000; i++) {
            shop.till.call(new Shop.Sum());
        }
        chromium.await(has("Shop$Till"));
    }

    @Test
    void poolsAndBreakersAreShown() throws IOException {
        open(
                "pools",
                has("trucks")
                        + " && "
                        + has("bank")
                        + " && "
                        + has("1 of 4")
                        + " && "
                        + has("bakers"));
    }

    @Test
    void crashesAreShownWithTheirReports() throws IOException {
        shop.burn();
        open("crashes", has("fire in " + Shop.MISCHIEF));
        chromium.value("document.querySelector('details').open = true; 0");
        chromium.await(has("last message") + " && " + has("Shop$Till.handleInfo"));
        open("crashes", has("fire in"));
    }

    @Test
    void deadLettersAreShown() throws IOException {
        shop.till.exit(io.trunkline.engine.ExitReason.kill());
        shop.till.send(Shop.MISCHIEF);
        open("dead-letters", has(Shop.MISCHIEF));
    }

    @Test
    void bothPalettesAndTheKeysCanBeSeen() throws IOException {
        open("processes", has("till"));
        String before = chromium.value("document.documentElement.dataset.theme").asText();
        chromium.value(key("t"));
        chromium.await("document.documentElement.dataset.theme !== " + quoted(before));
        chromium.value(key("?"));
        chromium.await("document.querySelector('dialog').open");
        assertThat(chromium.complaints()).isEmpty();
    }
}
