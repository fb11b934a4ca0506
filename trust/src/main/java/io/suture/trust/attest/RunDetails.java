package io.suture.trust.attest;

import io.suture.trust.attest.ValidationRun.Result;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Documents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a validation run may say beyond its conclusion; every member is optional.
 *
 * @param outcome the summary in the words of in-toto {@code test-result}
 * @param hardwareRevisions the hardware revisions that were tested
 * @param equipment what was measured with
 * @param independence how the tester is independent of the author, may be empty
 * @param configuration the documents that describe the test, for example the protocol
 * @param files the records of the run, for example JUnit reports
 */
public record RunDetails(
        Optional<TestOutcome> outcome,
        List<String> hardwareRevisions,
        List<Equipment> equipment,
        String independence,
        List<ResourceDescriptor> configuration,
        List<ResourceDescriptor> files) {

    /** Nothing is said. */
    public static final RunDetails NONE =
            new RunDetails(Optional.empty(), List.of(), List.of(), "", List.of(), List.of());

    /**
     * A rig or an instrument.
     *
     * @param id what the firm calls it
     * @param calibratedUntil until when its calibration is valid
     */
    public record Equipment(String id, Instant calibratedUntil) {

        static Equipment of(JsonObject json) {
            return new Equipment(Documents.text(json, "id"), json.instant("calibratedUntil"));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("id", id)
                    .put("calibratedUntil", calibratedUntil)
                    .build();
        }
    }

    /** Copies the lists. */
    public RunDetails {
        hardwareRevisions = Words.distinct("hardwareRevisions", hardwareRevisions);
        equipment = List.copyOf(equipment);
        configuration = List.copyOf(configuration);
        files = List.copyOf(files);
        Words.distinct("equipment", equipment.stream().map(Equipment::id).toList());
    }

    static RunDetails of(JsonObject json, List<Result> results) {
        Optional<TestOutcome> outcome = TestOutcome.find(json);
        outcome.ifPresent(said -> said.requireAgreement(results));
        return new RunDetails(
                outcome,
                json.has("hardwareRevisions") ? json.strings("hardwareRevisions") : List.of(),
                json.has("equipment") ? json.readEach("equipment", Equipment::of) : List.of(),
                json.findString("independence").orElse(""),
                ResourceDescriptor.list(json, "configuration"),
                ResourceDescriptor.list(json, "files"));
    }

    void write(JsonObject.Builder json) {
        outcome.ifPresent(said -> said.write(json));
        if (!hardwareRevisions.isEmpty()) {
            json.putStrings("hardwareRevisions", hardwareRevisions);
        }
        if (!equipment.isEmpty()) {
            json.putAll("equipment", equipment.stream().map(Equipment::toJson).toList());
        }
        if (!independence.isEmpty()) {
            json.put("independence", independence);
        }
        write(json, "configuration", configuration);
        write(json, "files", files);
    }

    private static void write(JsonObject.Builder json, String key, List<ResourceDescriptor> files) {
        if (!files.isEmpty()) {
            json.putAll(key, files.stream().map(ResourceDescriptor::toJson).toList());
        }
    }

    /** Return the equipment whose calibration had ended at that time. */
    public List<String> notCalibratedAt(Instant time) {
        return equipment.stream()
                .filter(used -> used.calibratedUntil().isBefore(time))
                .map(Equipment::id)
                .toList();
    }
}
