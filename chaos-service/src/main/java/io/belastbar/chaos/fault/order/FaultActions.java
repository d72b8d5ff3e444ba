package io.belastbar.chaos.fault.order;

import io.belastbar.chaos.fault.action.ChildFault;
import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.action.LoadFault;
import io.belastbar.chaos.fault.action.Partition;
import io.belastbar.chaos.fault.action.PostgresConnections;
import io.belastbar.chaos.fault.action.ProxyDown;
import io.belastbar.chaos.fault.action.ProxyToxic;
import io.belastbar.chaos.fault.action.RedisFull;
import io.belastbar.chaos.fault.action.SimulatorErrors;
import io.belastbar.chaos.fault.action.SimulatorFault.Simulated;
import io.belastbar.chaos.fault.action.SimulatorHang;
import io.belastbar.chaos.fault.action.SimulatorLatency;
import io.belastbar.chaos.fault.field.ActionFields;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Every kind of fault by its name, and how a document says it: the same in an order, in a runbook and in the database. */
public final class FaultActions {
    private static final Map<String, Function<ActionFields, FaultAction>> KINDS = kinds();

    private FaultActions() {}

    /** The names of all kinds, in order. */
    public static Set<String> types() {
        return KINDS.keySet();
    }

    /**
     * Reads a fault with its {@code type}, {@code target} and parameters. Leaves {@code duration} and
     * {@code durationSeconds} to the caller, and refuses every other field that its kind does not know.
     *
     * @return empty if it has errors, all of which are added then
     */
    public static Optional<FaultAction> parse(DocumentNode node, ErrorCollector errors) {
        return node.requireMapping(errors) ? read(node, errors, false) : Optional.empty();
    }

    /** What {@link FaultAction#parameters()} said when it was stored, as JSON. */
    public static FaultAction stored(String type, String target, String parameters) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode node = DocumentParser.parse(parameters);
        node.fields().put("type", scalar(node, "type", type));
        node.fields().put("target", scalar(node, "target", target));
        return read(node, errors, true)
                .orElseThrow(() -> new IllegalStateException(
                        "the stored fault of type " + type + " cannot be read: " + errors.errors()));
    }

    private static Optional<FaultAction> read(DocumentNode node, ErrorCollector errors, boolean stored) {
        int before = errors.errors().size();
        ActionFields fields = new ActionFields(node, errors, stored);
        DocumentNode type = node.required("type", errors);
        Optional<String> name = type.asName(errors);
        Optional<FaultAction> action = name.map(KINDS::get).map(kind -> kind.apply(fields));
        if (name.isPresent() && action.isEmpty()) {
            errors.add(type, "must be a fault that is known here: " + String.join(", ", types()));
        }
        if (action.isEmpty()) {
            fields.target();
            // Of what kind it should be is not known: wrong is what no kind has.
            KINDS.values().forEach(kind -> fields.knowAs(kind));
        }
        fields.end();
        return action.filter(whole -> errors.errors().size() == before);
    }

    private static DocumentNode scalar(DocumentNode at, String field, String text) {
        return new DocumentNode(
                DocumentNode.Kind.SCALAR,
                "/" + field,
                at.line(),
                at.column(),
                at.key(),
                text,
                true,
                new LinkedHashMap<>(),
                List.of());
    }

    private static Map<String, Function<ActionFields, FaultAction>> kinds() {
        Map<String, Function<ActionFields, FaultAction>> kinds = new TreeMap<>();
        for (Simulated simulated : Simulated.values()) {
            kinds.put(simulated.type(SimulatorLatency.WHAT), fields -> SimulatorLatency.read(simulated, fields));
            kinds.put(simulated.type(SimulatorErrors.WHAT), fields -> SimulatorErrors.read(simulated, fields));
            kinds.put(simulated.type(SimulatorHang.WHAT), fields -> SimulatorHang.read(simulated, fields));
        }
        for (ChildFault.Kind kind : ChildFault.Kind.values()) {
            for (ChildFault.How how : ChildFault.How.values()) {
                kinds.put(ChildFault.type(kind, how), fields -> ChildFault.read(kind, how, fields));
            }
        }
        kinds.put(ProxyToxic.TYPE, ProxyToxic::read);
        kinds.put(ProxyDown.TYPE, ProxyDown::read);
        kinds.put(Partition.TYPE, Partition::read);
        kinds.put(PostgresConnections.TYPE, PostgresConnections::read);
        kinds.put(RedisFull.TYPE, RedisFull::read);
        kinds.put(LoadFault.Start.TYPE, LoadFault.Start::read);
        kinds.put(LoadFault.Change.TYPE, LoadFault.Change::read);
        return Collections.unmodifiableMap(kinds);
    }
}
