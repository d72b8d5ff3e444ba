package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.profiling.finding.link.Link;
import io.belastbar.profiling.finding.link.LinkRepository;
import io.belastbar.profiling.finding.link.LinkRepository.Linked;
import io.belastbar.profiling.finding.symptom.Symptom;
import io.belastbar.profiling.finding.symptom.SymptomRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The register of findings: what is raised gets a number, counts for a known one, or is a symptom of its cause. */
@ApplicationScoped
public class FindingRepository {
    private final FindingStepRepository steps;
    private final LinkRepository links;
    private final FindingReadRepository register;

    FindingRepository(FindingStepRepository steps, LinkRepository links, FindingReadRepository register) {
        this.steps = steps;
        this.links = links;
        this.register = register;
    }

    /** A sighting, with the last number that was given. */
    private record Sighting(SqlConnection transaction, FindingRaised raised, Instant now, int last) {}

    /** Enters a new cause or counts a known one; answers the finding as it stands now: of a symptom, its cause. */
    public Uni<Finding> register(SqlConnection transaction, FindingRaised raised, Instant now) {
        return steps.lockedCounter(transaction)
                .map(last -> new Sighting(transaction, raised, now, last))
                .chain(sighting -> links.find(transaction, raised.fingerprint())
                        .chain(link ->
                                link.map(known -> linked(sighting, known)).orElseGet(() -> unlinked(sighting))));
    }

    /** Registers one after the other. */
    public Uni<List<Finding>> registerAll(SqlConnection transaction, List<FindingRaised> raised, Instant now) {
        return Multi.createFrom()
                .iterable(raised)
                .onItem()
                .transformToUniAndConcatenate(one -> register(transaction, one, now))
                .collect()
                .asList();
    }

    /** Resolves the finding with this fingerprint, if there is one on which nobody has decided. A symptom is over alone. */
    public Uni<Void> resolve(SqlConnection transaction, FindingResolved resolved) {
        return SymptomRepository.resolve(transaction, resolved.fingerprint(), resolved.resolvedAt())
                .chain(() -> links.find(transaction, resolved.fingerprint()))
                .chain(link -> {
                    if (link.isPresent() && link.get().link().kind() == Link.Kind.DUPLICATE) {
                        return links.over(transaction, resolved.fingerprint(), resolved.resolvedAt());
                    }
                    return link.map(known -> byOrdinal(transaction, known.finding()))
                            .orElseGet(() -> steps.locked(transaction, "fingerprint", resolved.fingerprint()))
                            .chain(known -> over(transaction, known, resolved));
                });
    }

    private Uni<Void> over(SqlConnection transaction, Optional<Finding> known, FindingResolved resolved) {
        return known.map(finding -> FindingRegister.over(finding, resolved))
                .filter(step -> !step.events().isEmpty())
                .map(step -> steps.save(transaction, step).replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Finding> linked(Sighting sighting, Linked known) {
        return byOrdinal(sighting.transaction(), known.finding())
                .map(Optional::orElseThrow)
                .chain(finding -> switch (known.link().kind()) {
                    case FORMER -> seen(sighting, finding);
                    case DUPLICATE ->
                        links.save(
                                        sighting.transaction(),
                                        known.finding(),
                                        Merging.link(sighting.raised(), Link.Kind.DUPLICATE))
                                .chain(() -> steps.save(
                                        sighting.transaction(),
                                        FindingRegister.seenAgain(finding, sighting.raised(), sighting.now())));
                });
    }

    /** A symptom is told at its cause, as long as that is not over; one of no cause is a finding. */
    private Uni<Finding> unlinked(Sighting sighting) {
        return causeOf(sighting)
                .chain(cause -> cause.isPresent()
                        ? symptom(sighting, cause.get())
                        : SymptomRepository.remove(
                                        sighting.transaction(),
                                        sighting.raised().fingerprint())
                                .chain(() -> itself(sighting)));
    }

    /** What this is a symptom of: as was known before, or by the index that both ask for. */
    private Uni<Optional<Finding>> causeOf(Sighting sighting) {
        SqlConnection transaction = sighting.transaction();
        return SymptomRepository.causeOfKnown(transaction, sighting.raised().fingerprint())
                .chain(known -> standing(transaction, known))
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known)
                        : SymptomRepository.causeByIndex(transaction, sighting.raised())
                                .chain(found -> standing(transaction, found)));
    }

    private Uni<Optional<Finding>> standing(SqlConnection transaction, Optional<Integer> ordinal) {
        return ordinal.map(found -> byOrdinal(transaction, found))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(found -> found.filter(cause -> !FindingRegister.isOver(cause)));
    }

    /** Counts it at its cause; what had a number of its own is merged first. */
    private Uni<Finding> symptom(Sighting sighting, Finding cause) {
        SqlConnection transaction = sighting.transaction();
        FindingRegister.requireSystem(cause, sighting.raised().system());
        int ordinal = FindingStepRepository.ordinal(cause);
        return steps.locked(transaction, "fingerprint", sighting.raised().fingerprint())
                .chain(own ->
                        own.filter(finding -> finding.status().isUndecided()).isPresent()
                                ? merge(transaction, own.get().number(), cause.number(), sighting.now())
                                : Uni.createFrom().item(false))
                .chain(() -> byOrdinal(transaction, ordinal))
                .map(Optional::orElseThrow)
                .call(() -> SymptomRepository.save(transaction, ordinal, Symptom.of(sighting.raised())))
                .chain(before ->
                        steps.save(transaction, FindingRegister.symptom(before, sighting.raised(), sighting.now())))
                .chain(() -> byOrdinal(transaction, ordinal))
                .map(Optional::orElseThrow);
    }

    /**
     * Makes a finding the symptom of another one of its system. False if it is decided, or if there is no such one.
     */
    public Uni<Boolean> merge(SqlConnection transaction, String symptom, String cause, Instant now) {
        return steps.lockedCounter(transaction)
                .chain(() -> steps.findForUpdate(transaction, symptom))
                .chain(found -> steps.findForUpdate(transaction, cause).chain(into -> {
                    boolean mergeable = found.isPresent()
                            && into.isPresent()
                            && !symptom.equals(cause)
                            && found.get().status().isUndecided()
                            && into.get().mergedInto() == null
                            && found.get().system().equals(into.get().system());
                    return mergeable
                            ? merge(transaction, found.get(), into.get(), now)
                            : Uni.createFrom().item(false);
                }));
    }

    private Uni<Boolean> merge(SqlConnection transaction, Finding symptom, Finding cause, Instant now) {
        FindingRaised told = symptom.toldAgain();
        Symptom kept = Symptom.of(told).mergedFrom(symptom.number(), symptom.occurrences(), symptom.registeredAt());
        return SymptomRepository.save(transaction, FindingStepRepository.ordinal(cause), kept)
                .chain(() -> steps.save(transaction, FindingRegister.mergedInto(symptom, cause, now)))
                .chain(() -> steps.save(
                        transaction, FindingRegister.symptom(cause, told, now).withoutEvents()))
                .replaceWith(true);
    }

    private Uni<Void> mergeAll(SqlConnection transaction, List<String> symptoms, String cause, Instant now) {
        return Multi.createFrom()
                .iterable(symptoms)
                .onItem()
                .transformToUniAndConcatenate(symptom -> merge(transaction, symptom, cause, now))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** Whether it is told at the finding that is its cause. */
    public Uni<Boolean> isSymptom(String fingerprint) {
        return register.isSymptom(fingerprint);
    }

    /** The number of the undecided finding with this fingerprint. */
    public Uni<Optional<String>> undecidedNumber(String fingerprint) {
        return register.undecidedNumber(fingerprint);
    }

    private Uni<Finding> itself(Sighting sighting) {
        return steps.locked(
                        sighting.transaction(), "fingerprint", sighting.raised().fingerprint())
                .chain(own -> own.map(finding -> seen(sighting, alone(finding, sighting)))
                        .orElseGet(() -> former(sighting)));
    }

    /** A merged finding that is seen while nothing links it any more counts for itself again. */
    private static Finding alone(Finding finding, Sighting sighting) {
        return finding.mergedInto() == null
                ? finding
                : Merging.separate(
                                finding, FindingRegister.byItself("seen, and not for its former cause", sighting.now()))
                        .finding();
    }

    private Uni<Finding> seen(Sighting sighting, Finding known) {
        return steps.save(sighting.transaction(), FindingRegister.seenAgain(known, sighting.raised(), sighting.now()))
                .chain(finding -> joined(sighting, finding));
    }

    /** The finding that has one of the older fingerprints as its own: the first to be seen takes it over. */
    private Uni<Finding> former(Sighting sighting) {
        return Multi.createFrom()
                .iterable(sighting.raised().formerFingerprints())
                .onItem()
                .transformToUniAndConcatenate(older -> steps.locked(sighting.transaction(), "fingerprint", older))
                .select()
                .where(found -> found.filter(finding ->
                                finding.system().equals(sighting.raised().system()))
                        .isPresent())
                .toUni()
                .chain(found -> found == null ? entered(sighting) : takenOver(sighting, found.orElseThrow()));
    }

    private Uni<Finding> takenOver(Sighting sighting, Finding known) {
        return links.save(
                        sighting.transaction(),
                        FindingStepRepository.ordinal(known),
                        Link.former(known.fingerprint(), sighting.now()))
                .chain(() -> seen(sighting, Merging.renamed(known, sighting.raised(), sighting.now())));
    }

    private Uni<Finding> entered(Sighting sighting) {
        return steps.save(
                        sighting.transaction(),
                        FindingRegister.enter(sighting.last() + 1, sighting.raised(), sighting.now()))
                .chain(finding -> joined(sighting, finding));
    }

    /** A cause takes what was registered before it. */
    private Uni<Finding> joined(Sighting sighting, Finding finding) {
        SqlConnection transaction = sighting.transaction();
        return SymptomRepository.symptomsByIndex(transaction, sighting.raised())
                .map(found -> FindingRegister.isOver(finding) ? List.<String>of() : found)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(finding)
                        : mergeAll(transaction, found, finding.number(), sighting.now())
                                .chain(() -> steps.findForUpdate(transaction, finding.number()))
                                .map(Optional::orElseThrow));
    }

    /** Makes two findings one; whoever calls holds the lock of the register. Answers the one that is left. */
    public Uni<Finding> merge(SqlConnection transaction, Finding other, Finding into, Decision why, Link.Kind kind) {
        int left = FindingStepRepository.ordinal(into);
        Merging.Merged merged = Merging.merge(other, into, why);
        return links.moveAll(transaction, FindingStepRepository.ordinal(other), other.number(), left)
                .chain(() -> links.save(transaction, left, Merging.link(other, kind)))
                .chain(() -> steps.save(transaction, merged.other()))
                .chain(() -> steps.save(transaction, merged.into()));
    }

    /**
     * A merged finding counts for itself again; answers it.
     *
     * @throws FindingRegister.NotAllowed when it is not merged
     */
    public Uni<Finding> separate(SqlConnection transaction, Finding merged, Decision why) {
        FindingRegister.Step alone = Merging.separate(merged, why);
        int ordinal = FindingStepRepository.ordinal(merged);
        return links.remove(transaction, merged.fingerprint())
                .chain(() -> SymptomRepository.remove(transaction, merged.fingerprint()))
                .chain(() -> links.moveBack(transaction, merged.fingerprint(), merged.number(), ordinal))
                .chain(() -> steps.findForUpdate(transaction, merged.mergedInto()))
                .chain(into -> steps.save(transaction, Merging.without(into.orElseThrow(), merged, why)))
                .chain(() -> steps.save(transaction, alone));
    }

    private Uni<Optional<Finding>> byOrdinal(SqlConnection transaction, int ordinal) {
        return steps.findForUpdate(transaction, FindingRegister.number(ordinal));
    }
}
