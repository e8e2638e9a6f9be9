package io.userautomation.systemtests.airflow;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium without a screen. Everything on a page is waited for, since a page draws itself again and again. */
public final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** Far more than a page takes on a loaded machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;
    private final Path screenshots;
    private int taken;

    private Browser(ChromeDriver driver, Path screenshots) {
        this.driver = driver;
        this.screenshots = screenshots;
    }

    /** What it needs and isn't there; empty where it can be started. */
    public static Optional<String> missing() {
        return Stream.of(CHROMIUM, DRIVER)
                .filter(needed -> !Files.isExecutable(needed))
                .map(needed -> needed + " is not there: apt install chromium chromium-driver")
                .findFirst();
    }

    /**
     * Starts it; the test that asks for it is skipped where it isn't installed.
     *
     * @param screenshots a folder, made if need be
     */
    public static Browser start(Path screenshots) throws IOException {
        missing().ifPresent(Assumptions::abort);
        Files.createDirectories(screenshots);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--accept-lang=en-US",
                "--force-device-scale-factor=1",
                "--window-size=1440,1000");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Browser(new ChromeDriver(service, options), screenshots);
    }

    public void open(URI page) {
        driver.get(page.toString());
    }

    private String path() {
        return URI.create(driver.getCurrentUrl()).getPath();
    }

    /** Waits for a page whose path, decoded, has such a part; what the pattern's group found there. */
    String awaitPage(Pattern part) {
        return await("page " + part)
                .atMost(PATIENCE)
                .until(() -> part.matcher(path()), Matcher::find)
                .group(1);
    }

    void click(By what) {
        use(what, element -> {
            element.click();
            return element;
        });
    }

    /** Types into a field, behind what is there. */
    void type(By what, CharSequence... keys) {
        use(what, element -> {
            element.sendKeys(keys);
            return element;
        });
    }

    /** Waits for it, as far as it can be seen. */
    String text(By what) {
        return use(what, element -> element.isDisplayed() ? element.getText() : null);
    }

    /** Waits for it with such a text. */
    void awaitText(By what, String part) {
        use(what, element -> element.getText().contains(part) ? element : null);
    }

    /**
     * Does something with an element once it is there; again where that fails, since the page may just have replaced it.
     *
     * @param use gives null where it has to be done again
     */
    <T> T use(By what, Function<WebElement, T> use) {
        try {
            return await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(WebDriverException.class)
                    .until(() -> use.apply(driver.findElement(what)), result -> result != null);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "%s is not as expected at %s after %s: see %s"
                            .formatted(what, path(), PATIENCE, screenshot("failed")),
                    e);
        }
    }

    /** Takes a picture of what is in the window, {@code NN-name.png}. */
    public Path screenshot(String name) {
        taken++;
        Path picture = screenshots.resolve("%02d-%s.png".formatted(taken, name));
        try {
            return Files.write(picture, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
