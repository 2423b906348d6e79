using System.CommandLine;
using System.Text.Json.Nodes;
using Lynq.Actors.Authoring;
using Lynq.Crds;
using Lynq.Crds.Schema;
using Lynq.Host.Documents;
using Lynq.Host.Output;

namespace Lynq.Host.Commands.Rendering;

/// <summary><c>lynq render</c>: what a form makes of rows, as manifests that kubectl accepts.</summary>
internal static class RenderCommand
{
    internal static Command Create()
    {
        var ns = new Option<string>("--namespace", "-n")
        {
            Description = "Namespace of the nodes, where the form names none",
            DefaultValueFactory = _ => "default",
            HelpName = "name",
        };
        var command = new Command("render", "Print the resources that forms make of rows, without a cluster.");
        var files = InputFiles.AddTo(command);
        var rows = RowInput.AddTo(command);
        command.Add(ns);
        var format = OutputOptions.AddObjectsTo(command);
        command.SetAction((result, stop) =>
        {
            var documents = LynqDocuments.Of(files.Read(result));
            var nodes = documents.RequireForms().SelectMany(form => Render(form, rows.Read(result, documents.HubOf(form)), result.GetValue(ns)!));
            return WriteAsync([.. nodes], format.Of(result), result.InvocationConfiguration.Output, stop);
        });
        return command;
    }

    private static IEnumerable<RenderedNode> Render(LynqForm form, IReadOnlyList<Actors.Node.NodeRow> rows, string ns)
    {
        var rendering = new FormRendering(form, ns);
        return rows.Select(row => rendering.Render(row, nodeUid: "", KindScopes.IsNamespaced));
    }

    private static async Task<int> WriteAsync(IReadOnlyList<RenderedNode> nodes, OutputFormat format, TextWriter output, CancellationToken stop)
    {
        var errors = nodes.SelectMany(node => node.Objects.Where(o => o.Error is not null).Select(o => $"{node.Node}: resource \"{o.Id}\": {o.Error}")).ToList();
        if (errors.Count > 0)
            throw new UserException(string.Join("\n      ", errors));
        var objects = nodes.SelectMany(node => node.Objects).Select(o => WithoutNode(o.Object!)).ToList();
        if (format == OutputFormat.Json)
        {
            var list = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = new JsonArray([.. objects]) };
            await OutputOptions.WriteAsync(output, format, list, stop);
            return 0;
        }

        foreach (var one in objects)
            await output.WriteAsync($"---\n{YamlText.Write(one)}".AsMemory(), stop);
        return 0;
    }

    // There is no node yet: an owner without uid would be refused, and the fingerprint depends on it.
    private static JsonObject WithoutNode(JsonObject rendered)
    {
        var metadata = rendered["metadata"]!.AsObject();
        metadata.Remove("ownerReferences");
        metadata["annotations"]?.AsObject().Remove(LynqAnnotations.AppliedHash);
        return rendered;
    }
}
