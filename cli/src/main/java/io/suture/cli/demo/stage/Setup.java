package io.suture.cli.demo.stage;

import io.suture.trust.gate.People;
import io.suture.trust.gate.Person;
import io.suture.trust.gate.PersonKey;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Step 1: the manufacturer with its products, people and root of trust, and the hospital. */
public final class Setup {

    /** The hospital whose devices are updated. */
    public static final String FACILITY = "F-100";

    private static final List<String> PRODUCTS = List.of("GW2", "IP200");

    private final Stage stage;
    private final Actor admin;
    private final Map<Cast, Path> people = new LinkedHashMap<>();

    public Setup(Stage stage) throws IOException {
        this.stage = stage;
        this.admin = stage.actor("admin");
        for (Cast person : Cast.of(stage.sample())) {
            people.put(person, stage.key("people/" + person.id() + ".pem"));
        }
    }

    /** Adds a person who is not in the sample data. */
    public Setup with(Cast person, Path key) {
        people.put(person, key);
        return this;
    }

    /** Makes all that is missing and returns the offline root file, from which every device starts. */
    public Path ensure() throws IOException {
        JsonObject manufacturer = stage.sample().manufacturer();
        admin.ensure("manufacturer", "create", Stage.MANUFACTURER, "--name", manufacturer.string("name"));
        for (String product : PRODUCTS) {
            admin.ensure(product(stage.sample().entry("models", product)));
        }
        JsonObject facility = stage.sample().entry("facilities", FACILITY);
        admin.ensure("facility", "create", FACILITY, "--name", facility.string("name"));
        people.forEach((person, key) -> admin.ensure(person(person, key)));
        return rootOfTrust();
    }

    private static String[] product(JsonObject model) {
        List<String> words = new ArrayList<>(List.of(
                "product",
                "create",
                model.string("id"),
                "--name",
                model.string("name"),
                "--udi-di",
                model.string("udiDi")));
        for (JsonObject revision : model.objects("hardwareRevisions")) {
            boolean updatable = revision.bool("updatable");
            words.add(updatable ? "--hardware" : "--not-updatable");
            words.add(updatable ? revision.string("rev") : revision.string("rev") + "=" + revision.string("reason"));
        }
        return words.toArray(String[]::new);
    }

    private static String[] person(Cast person, Path key) {
        List<String> words =
                new ArrayList<>(List.of("person", "create", person.id(), "--printed-name", person.printedName()));
        person.roles().forEach(role -> words.addAll(List.of("--role", role)));
        person.facility().ifPresent(facility -> words.addAll(List.of("--facility", facility)));
        words.addAll(List.of("--public-key", publicHalf(key)));
        return words.toArray(String[]::new);
    }

    private static String publicHalf(Path key) {
        return key.toString().replaceFirst("\\.pem$", ".pub.pem");
    }

    private Path rootOfTrust() throws IOException {
        var root = new RootOfTrust(stage);
        root.ensure(admin, signers());
        return root.file();
    }

    /** The people as the offline policy role vouches for them. */
    private People signers() throws IOException {
        List<Person> persons = new ArrayList<>();
        for (Map.Entry<Cast, Path> entry : people.entrySet()) {
            Cast person = entry.getKey();
            PublicKey key = PublicKey.fromPem(Files.readString(Path.of(publicHalf(entry.getValue()))));
            var personKey = new PersonKey(key, stage.sample().epoch(), Optional.empty(), Optional.empty());
            persons.add(new Person(person.id(), person.printedName(), Set.copyOf(person.roles()), List.of(personKey)));
        }
        return new People(1, persons);
    }
}
