using System.CommandLine;
using System.Text.Json.Nodes;
using Lynq.Actors.Authoring;
using Lynq.Crds;
using Lynq.Host.Documents;
using Lynq.Host.Output;
using Lynq.Kubernetes;

namespace Lynq.Host.Commands.Rights;

/// <summary><c>lynq rbac generate</c>: the rules that the operator needs for a set of forms, and no more (contract §18).</summary>
internal static class RbacCommand
{
    private static readonly string[] Verbs = ["get", "list", "watch", "create", "update", "patch", "delete"];

    internal static Command Create() => new("rbac", "Work with the operator's rights.") { CreateGenerate() };

    private static Command CreateGenerate()
    {
        var name = new Option<string>("--name") { Description = "Name of the role", DefaultValueFactory = _ => "lynq-forms", HelpName = "name" };
        var ns = new Option<string?>("--namespace", "-n") { Description = "Make a Role for this namespace instead of a ClusterRole", HelpName = "name" };
        var command = new Command("generate", "Print the role that the operator needs, beside its own, for the kinds that forms write. Give CustomResourceDefinitions along for kinds with unusual plurals.") { name, ns };
        var (files, format) = (InputFiles.AddTo(command), OutputOptions.AddObjectsTo(command));
        command.SetAction(async (result, stop) =>
        {
            var documents = files.Read(result);
            var rules = RulesOf(LynqDocuments.Of(documents).RequireForms(), new PluralNames(documents));
            await OutputOptions.WriteAsync(result.InvocationConfiguration.Output, format.Of(result), RoleOf(result.GetValue(name)!, result.GetValue(ns), rules), stop);
            return 0;
        });
        return command;
    }

    private static JsonArray RulesOf(IReadOnlyList<LynqForm> forms, PluralNames plurals)
    {
        var kinds = forms.SelectMany(form => FormKinds.Of(form).Select(r => r.Kind ?? throw Unknown(form, r.Resource)));
        var rules = kinds
            .GroupBy(kind => kind.Group, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new JsonObject
            {
                ["apiGroups"] = new JsonArray(group.Key),
                ["resources"] = Texts(group.Select(plurals.Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
                ["verbs"] = Texts(Verbs),
            });
        return new JsonArray([.. rules]);
    }

    private static UserException Unknown(LynqForm form, PlacedResource resource) =>
        new($"form {form.Metadata.Name}: resource \"{resource.Resource.Id}\": its kind is missing or a template, so the rights that it needs cannot be told");

    private static JsonObject RoleOf(string name, string? ns, JsonArray rules)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (ns is not null)
            metadata["namespace"] = ns;
        return new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = ns is null ? "ClusterRole" : "Role",
            ["metadata"] = metadata,
            ["rules"] = rules,
        };
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
