namespace Lynq.Scenarios.Faults.Rules;

/// <summary>What a form says of its rollout, in every state that the server announced (contract §12).</summary>
internal static class FormStatusRule
{
    /// <param name="states">The states of all objects.</param>
    /// <param name="ns">The namespace that is judged.</param>
    /// <param name="form">The form.</param>
    /// <param name="maxSkew">How many of its nodes may change at a time; 0 for any number.</param>
    public static IEnumerable<string> Violations(IEnumerable<ObjectState> states, string ns, string form, int maxSkew)
    {
        var told = new List<string>();
        foreach (var state in states.Where(state => state.Namespace == ns))
        {
            if (state.Kind == Kinds.Node && state.Object.Text("spec", "templateRef") == form)
                told.Add(StateRules.Told(state));
            if (state.Kind != Kinds.Form || state.Name != form)
                continue;
            var rollout = state.Object.Text("status", "rollout") ?? "no rollout";
            told.Add($"{state.Version} form: {rollout}");
            foreach (var fault in Faults(state.Object, maxSkew))
                yield return $"form {form} at {state.Version}: {fault}: {rollout}; what happened: {string.Join("; ", told)}";
        }
    }

    private static IEnumerable<string> Faults(JsonElement? form, int maxSkew)
    {
        if (form.At("status", "rollout") is not { } rollout) yield break;
        if (maxSkew == 0)
        {
            yield return "a form without maxSkew shows a rollout";
            yield break;
        }

        long Count(string field) => ((JsonElement?)rollout).Count(field);
        if (Count("updatingNodes") > maxSkew) yield return $"more than {maxSkew} nodes are updating";
        if (Count("readyUpdatedNodes") > Count("updatedNodes")) yield return "more nodes are updated and ready than are updated";
        if (((JsonElement?)rollout).Text("phase") == "Complete" && (Count("updatingNodes") > 0 || Count("readyUpdatedNodes") < Count("totalNodes")))
            yield return "it is said to be complete, and nodes are missing";
    }
}
