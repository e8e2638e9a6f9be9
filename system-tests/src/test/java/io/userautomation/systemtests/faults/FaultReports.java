package io.userautomation.systemtests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Gives each fault test its report, holds it to it, and writes it down for {@code script/fault-tests.sh}. */
final class FaultReports implements ParameterResolver, AfterTestExecutionCallback {

    private static final Path FOLDER = Path.of("target", "fault-tests");
    private static final Namespace NAMESPACE = Namespace.create(FaultReports.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == FaultReport.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        DisplayName server = test.getRequiredTestClass().getAnnotation(DisplayName.class);
        String fault = test.getRequiredTestMethod().getAnnotation(Fault.class).value();
        FaultReport report =
                new FaultReport(server == null ? fault : server.value() + " " + fault, Long.getLong("faults.seed", 1));
        test.getStore(NAMESPACE).put(FaultReport.class, report);
        return report;
    }

    @Override
    public void afterTestExecution(ExtensionContext test) throws IOException {
        if (test.getExecutionException()
                .filter(TestAbortedException.class::isInstance)
                .isPresent()) {
            return;
        }
        FaultReport report = test.getStore(NAMESPACE).get(FaultReport.class, FaultReport.class);
        boolean passed = false;
        try {
            if (test.getExecutionException().isEmpty()) {
                report.verify();
                passed = true;
            }
        } finally {
            Files.createDirectories(FOLDER);
            String name = "%s-%s.tsv"
                    .formatted(
                            test.getRequiredTestClass().getSimpleName(),
                            test.getRequiredTestMethod().getName());
            Files.writeString(FOLDER.resolve(name), report.line(id(test), passed) + "\n");
        }
    }

    /** The number that the fault is called by: its class' tag. */
    private static String id(ExtensionContext test) {
        for (Tag tag : test.getRequiredTestClass().getAnnotationsByType(Tag.class)) {
            if (tag.value().matches("T\\d+")) {
                return tag.value();
            }
        }
        throw new IllegalStateException(test.getRequiredTestClass() + " has no tag such as T1");
    }
}
