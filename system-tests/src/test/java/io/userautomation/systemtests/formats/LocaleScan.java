package io.userautomation.systemtests.formats;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Finds in Java sources what is written in the language of the machine: calls that format, and are given no locale. */
final class LocaleScan extends TreeScanner<Void, Void> {

    /** A number or a time, whose digits and signs are the locale's; a text in capitals. Not {@code %s}, {@code %x}, {@code %n}. */
    private static final Pattern LOCALISED =
            Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?([deEfgGaA]|[tT][a-zA-Z]|[SHBCX])");

    private static final Set<String> FORMATS = Set.of("format", "formatted", "printf");
    private static final Set<String> CASES = Set.of("toLowerCase", "toUpperCase");
    private static final Set<String> FACTORIES = Set.of("ofPattern", "ofLocalizedDate", "ofLocalizedDateTime");
    private static final Set<String> CLASSES =
            Set.of("SimpleDateFormat", "DecimalFormat", "MessageFormat", "ChoiceFormat", "Formatter");

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found = new ArrayList<>();

    private LocaleScan(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
    }

    /** A line {@code file:line: call} for each. */
    static List<String> of(Iterable<? extends JavaFileObject> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask parser =
                (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none", "-nowarn"), null, sources);
        SourcePositions positions = Trees.instance(parser).getSourcePositions();
        List<String> found = new ArrayList<>();
        for (CompilationUnitTree unit : parser.parse()) {
            LocaleScan scan = new LocaleScan(unit, positions);
            scan.scan(unit, null);
            found.addAll(scan.found);
        }
        return found;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        if (call.getMethodSelect() instanceof MemberSelectTree select) {
            String name = select.getIdentifier().toString();
            List<? extends ExpressionTree> arguments = call.getArguments();
            boolean localised = FORMATS.contains(name)
                    ? LOCALISED.matcher(literals(call)).find()
                    : (CASES.contains(name) && arguments.isEmpty())
                            || (FACTORIES.contains(name) && arguments.size() == 1)
                            || (select.getExpression().toString().equals("NumberFormat") && arguments.isEmpty());
            note(localised, arguments, call, name);
        }
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void nothing) {
        String name = made.getIdentifier() instanceof IdentifierTree type ? type.toString() : "";
        note(CLASSES.contains(name), made.getArguments(), made, "new " + name);
        return super.visitNewClass(made, null);
    }

    private void note(boolean localised, List<? extends ExpressionTree> arguments, Tree call, String name) {
        if (localised
                && arguments.stream().noneMatch(argument -> argument.toString().contains("Locale."))) {
            String file = unit.getSourceFile().getName();
            long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, call));
            found.add("%s:%s: %s".formatted(file, line, name));
        }
    }

    /** What is written in the format itself: of {@code "…".formatted(…)} the text before, else the first arguments. */
    private static String literals(MethodInvocationTree call) {
        StringBuilder text = new StringBuilder();
        TreeScanner<Void, Void> scanner = new TreeScanner<>() {
            @Override
            public Void visitLiteral(LiteralTree literal, Void nothing) {
                if (literal.getValue() instanceof String part) {
                    text.append(part);
                }
                return null;
            }
        };
        MemberSelectTree select = (MemberSelectTree) call.getMethodSelect();
        if (select.getIdentifier().contentEquals("formatted")) {
            scanner.scan(select.getExpression(), null);
        } else {
            call.getArguments().stream().limit(2).forEach(argument -> scanner.scan(argument, null));
        }
        return text.toString();
    }
}
