package io.suture.bench;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code suture bench}: prints the figures as a table and writes them as JSON. */
public final class BenchMain {

    private static final int USAGE = 2;

    private BenchMain() {}

    /** Measures and ends. */
    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(USAGE);
            return;
        }
        List<Figure> figures = measure(options);
        System.out.print(Figure.table(figures));
        if (options.json().isPresent()) {
            JsonObject json = JsonObject.builder()
                    .putAll("figures", figures.stream().map(Figure::toJson).toList())
                    .build();
            Files.writeString(options.json().get(), Json.pretty(json));
        }
    }

    private static List<Figure> measure(Options options) throws IOException, SQLException, InterruptedException {
        try (BenchServer server = BenchServer.start(options)) {
            List<Figure> figures = new ArrayList<>(Machine.figures(server));
            figures.add(Machine.load("before"));
            figures.addAll(new LogBench(server, options).all());
            figures.add(Machine.load("after"));
            return figures;
        }
    }
}
