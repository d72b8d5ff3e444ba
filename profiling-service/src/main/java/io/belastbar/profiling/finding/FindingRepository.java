package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.profiling.finding.link.CauseOfViolation;
import io.belastbar.profiling.finding.link.Link;
import io.belastbar.profiling.finding.link.LinkRepository;
import io.belastbar.profiling.finding.link.LinkRepository.Linked;
import io.belastbar.profiling.finding.link.Violation;
import io.quarkus.arc.All;
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
    private final List<CauseOfViolation> causes;

    FindingRepository(FindingStepRepository steps, LinkRepository links, @All List<CauseOfViolation> causes) {
        this.steps = steps;
        this.links = links;
        this.causes = causes;
    }

    /** A sighting, with the last number that was given. */
    private record Sighting(SqlConnection transaction, FindingRaised raised, Instant now, int last) {
        Optional<Violation> violation() {
            return Violation.of(raised.system(), raised.fingerprint(), raised.component(), raised.evidence());
        }
    }

    /** Enters a new cause or counts a known one; answers the finding as it stands now: of a symptom, its cause. */
    public Uni<Finding> register(SqlConnection transaction, FindingRaised raised, Instant now) {
        return steps.lockedCounter(transaction)
                .map(last -> new Sighting(transaction, raised, now, last))
                .chain(sighting -> links.find(transaction, raised.fingerprint())
                        .chain(link ->
                                link.map(known -> linked(sighting, known)).orElseGet(() -> itself(sighting))));
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
        return links.find(transaction, resolved.fingerprint()).chain(link -> {
            if (link.isPresent() && link.get().link().kind() != Link.Kind.FORMER) {
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

    /**
     * Looks anew for the causes of a system's broken promises that have numbers of their own, and merges them into these.
     * For whoever learns of a cause after the fact.
     */
    public Uni<Void> adopt(SqlConnection transaction, String system, Instant now) {
        return steps.lockedCounter(transaction)
                .chain(() -> steps.brokenPromises(transaction, system))
                .onItem()
                .transformToMulti(numbers -> Multi.createFrom().iterable(numbers))
                .onItem()
                .transformToUniAndConcatenate(number -> steps.findForUpdate(transaction, number)
                        .chain(finding -> underCause(transaction, finding.orElseThrow(), now)))
                .collect()
                .last()
                .replaceWithVoid();
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
                    case SYMPTOM -> symptomAgain(sighting, finding);
                });
    }

    /** It follows the cause that is known now; of a cause that is over or no cause it is none. */
    private Uni<Finding> symptomAgain(Sighting sighting, Finding under) {
        SqlConnection transaction = sighting.transaction();
        FindingRegister.requireSystem(under, sighting.raised().system());
        return cause(transaction, sighting.violation()).chain(cause -> {
            if (cause.isPresent() && !cause.get().number().equals(under.number())) {
                return absorb(sighting, cause.get());
            }
            boolean stays = under.status().isUndecided() || under.status() == FindingStatus.ACCEPTED;
            Link link = Merging.link(sighting.raised(), Link.Kind.SYMPTOM);
            return stays
                    ? links.save(transaction, FindingStepRepository.ordinal(under), link)
                            .replaceWith(under)
                    : links.remove(transaction, sighting.raised().fingerprint()).chain(() -> itself(sighting));
        });
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
        return cause(sighting.transaction(), sighting.violation())
                .chain(cause -> cause.isPresent()
                        ? absorb(sighting, cause.get())
                        : steps.save(
                                        sighting.transaction(),
                                        FindingRegister.enter(sighting.last() + 1, sighting.raised(), sighting.now()))
                                .chain(finding -> joined(sighting, finding)));
    }

    private Uni<Finding> absorb(Sighting sighting, Finding cause) {
        Link link = Merging.link(sighting.raised(), Link.Kind.SYMPTOM);
        return links.save(sighting.transaction(), FindingStepRepository.ordinal(cause), link)
                .chain(() ->
                        steps.save(sighting.transaction(), Merging.absorb(cause, sighting.raised(), sighting.now())));
    }

    /** A symptom goes under its cause; a cause takes what was registered before it. */
    private Uni<Finding> joined(Sighting sighting, Finding finding) {
        return sighting.violation().isPresent()
                ? underCause(sighting.transaction(), finding, sighting.now())
                : adopt(sighting.transaction(), finding.system(), sighting.now())
                        .chain(() -> steps.findForUpdate(sighting.transaction(), finding.number()))
                        .map(Optional::orElseThrow);
    }

    private Uni<Finding> underCause(SqlConnection transaction, Finding symptom, Instant now) {
        if (!symptom.status().isUndecided()) {
            return Uni.createFrom().item(symptom);
        }
        return cause(
                        transaction,
                        Violation.of(symptom.system(), symptom.fingerprint(), symptom.component(), symptom.evidence()))
                .chain(cause -> cause.isEmpty()
                        ? Uni.createFrom().item(symptom)
                        : merge(
                                transaction,
                                symptom,
                                cause.get(),
                                FindingRegister.byItself(
                                        "its cause is " + cause.get().number(), now),
                                Link.Kind.SYMPTOM));
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
                .chain(() -> links.moveBack(transaction, merged.fingerprint(), merged.number(), ordinal))
                .chain(() -> steps.findForUpdate(transaction, merged.mergedInto()))
                .chain(into -> steps.save(transaction, Merging.without(into.orElseThrow(), merged, why)))
                .chain(() -> steps.save(transaction, alone));
    }

    /** The cause of a broken promise as it stands in the register: one that is over, or no cause, is none. */
    private Uni<Optional<Finding>> cause(SqlConnection transaction, Optional<Violation> violation) {
        if (violation.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Multi.createFrom()
                .iterable(causes)
                .onItem()
                .transformToUniAndConcatenate(each -> each.causeOf(transaction, violation.get()))
                .select()
                .where(Optional::isPresent)
                .toUni()
                .chain(number -> number == null
                        ? Uni.createFrom().item(Optional.<Finding>empty())
                        : steps.findForUpdate(transaction, number.get()))
                .map(found -> found.filter(cause -> Merging.isCause(cause, violation.get())));
    }

    private Uni<Optional<Finding>> byOrdinal(SqlConnection transaction, int ordinal) {
        return steps.findForUpdate(transaction, FindingRegister.number(ordinal));
    }
}
