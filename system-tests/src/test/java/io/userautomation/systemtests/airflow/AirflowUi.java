package io.userautomation.systemtests.airflow;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Airflow's pages as a person uses them: login, a DAG, its trigger form, a run, its tasks. */
public final class AirflowUi {

    private static final By DIALOG = By.cssSelector("[role=dialog][data-state=open]");
    private static final By DIALOG_CLOSE = By.cssSelector("[role=dialog][data-state=open] [aria-label=Close]");
    private static final By HEADER = testId("header-card");
    private static final By STATE = By.cssSelector("[data-testid=header-card] [data-testid=state-badge]");
    private static final By TABLE = By.cssSelector("[data-testid=table-list] tbody");
    private static final By LOG = By.cssSelector("[data-testid=virtualized-list]");
    private static final By XCOM = By.cssSelector("[data-testid=xcom-value]");

    private static final Duration LIST_PATIENCE = Duration.ofSeconds(30);

    private final Browser browser;
    private final URI base;

    /** @param base of the api-server, as in {@code http://127.0.0.1:8080} */
    public AirflowUi(Browser browser, URI base) {
        this.browser = browser;
        this.base = base;
    }

    /** On the page of SimpleAuthManager or of FAB, whichever Airflow shows. */
    public void logIn(String user, String password) {
        browser.open(base.resolve("/"));
        browser.type(By.name("username"), user);
        browser.type(By.name("password"), password);
        browser.screenshot("login");
        browser.type(By.name("password"), Keys.ENTER);
        browser.click(testId("nav-dags-link"));
    }

    /** What the home page shows as healthy or not: its badges that have a name, the others hold numbers. */
    List<String> healthOnHomePage() {
        browser.open(base.resolve("/"));
        List<String> shown = browser.use(By.tagName("body"), page -> {
            List<String> badges = page.findElements(testId("state-badge")).stream()
                    .filter(WebElement::isDisplayed)
                    .map(WebElement::getText)
                    .filter(text -> !text.isBlank() && Character.isLetter(text.charAt(0)))
                    .toList();
            return badges.isEmpty() ? null : badges;
        });
        browser.screenshot("home");
        return shown;
    }

    public void openDag(String dagId) {
        browser.open(base.resolve("/dags/" + dagId));
        browser.awaitText(HEADER, dagId);
        browser.screenshot("dag");
    }

    /** What a person reads who asks for the DAG's documentation. */
    String documentation() {
        browser.click(testId("markdown-button"));
        String text = browser.text(DIALOG);
        browser.screenshot("documentation");
        browser.click(DIALOG_CLOSE);
        return text;
    }

    public void openTriggerForm() {
        browser.click(testId("trigger-dag-button"));
        browser.text(testId("config-form"));
        browser.screenshot("trigger-form");
    }

    /** Replaces what is in a field of the form. */
    public void fill(String parameter, String text) {
        By field = By.name("element_" + parameter);
        browser.type(field, Keys.chord(Keys.CONTROL, "a"), text);
    }

    /** Chooses one more of a list, by what the form calls it. */
    void choose(String parameter, String choice) {
        By list = By.id("element_" + parameter);
        browser.type(By.cssSelector("#element_" + parameter + " [role=combobox]"), choice, Keys.ENTER);
        browser.awaitText(list, choice);
    }

    /** Sends the form, and waits for the page of the run that it started; its id. */
    public String trigger() {
        browser.screenshot("trigger-form-filled");
        browser.click(testId("trigger-dag-submit"));
        String runId = browser.awaitPage(Pattern.compile("/runs/([^/]+)$"));
        browser.awaitText(HEADER, runId);
        browser.screenshot("run-started");
        return runId;
    }

    /** Watches the run's page, without loading it again, until the run has ended; as what it ended. */
    public String awaitEnd(Duration patience) {
        await("the end of the run")
                .atMost(patience)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> List.of("Success", "Failed").contains(browser.text(STATE)));
        String state = browser.text(STATE);
        browser.screenshot("run-" + state.toLowerCase(Locale.ROOT));
        return state;
    }

    /** The states of a run's tasks that has ended, by the list on its page, which is some seconds behind. */
    public Map<String, String> endedTaskStates() {
        return await("a list without a task that is running")
                .atMost(LIST_PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(this::taskStates, states -> !states.containsValue("Running"));
    }

    private Map<String, String> taskStates() {
        return browser.use(TABLE, table -> table.findElements(By.tagName("tr")).stream()
                .collect(Collectors.toMap(row -> cell(row, "task_display_name"), row -> cell(row, "state"))));
    }

    private static String cell(WebElement row, String name) {
        return row.findElement(testId("table-cell-" + name)).getText();
    }

    /** Opens a task from the page of its run, and waits for a part of its log; the lines of that. */
    public String openTask(String taskId, String part) {
        browser.click(By.cssSelector("[data-testid=table-list] a[href$='/tasks/%s']".formatted(taskId)));
        browser.awaitText(LOG, part);
        browser.screenshot(taskId + "-log");
        return browser.text(LOG);
    }

    /** Opens the XCom of the task whose page is open, and waits for a part of it; as much of its value as is in sight. */
    public String openXCom(String part) {
        browser.click(By.cssSelector("a[title=Storage]"));
        browser.click(By.cssSelector("a[title=XCom]"));
        browser.click(testId("expand-all-button"));
        browser.awaitText(XCOM, part);
        browser.screenshot("xcom");
        return browser.text(XCOM);
    }

    private static By testId(String id) {
        return By.cssSelector("[data-testid=" + id + "]");
    }
}
