using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Lifecycle;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Hosting;

/// <summary>Puts the CRDs of the options in place, so that they are served before the first request.</summary>
internal static class CrdFiles
{
    public static async Task CreateAsync(
        IReadOnlyList<string> documents, ObjectWriter writer, ResourceCatalog catalog, CancellationToken cancellation)
    {
        var type = catalog.FindKind("apiextensions.k8s.io/v1", "CustomResourceDefinition")!;
        foreach (var text in documents)
        {
            using var reader = new StringReader(text);
            foreach (var document in YamlTrees.Read(reader).OfType<JsonObject>())
            {
                if (document.Text("kind") != type.Kind)
                    throw new ArgumentException($"A document of the CRDs is of kind \"{document.Text("kind")}\": give CustomResourceDefinitions only.");
                await PutAsync(document);
            }
        }

        async Task PutAsync(JsonObject document)
        {
            try
            {
                await writer.CreateAsync(type, document, "", WriteOptions.For("kube-apiserver"), cancellation);
                catalog.Set(document.Metadata().Text("name"), [.. CrdReader.Read(document)]);
            }
            catch (ApiException refused)
            {
                throw new ArgumentException($"The CRD {document.Metadata().Text("name")} is refused: {refused.Message}", refused);
            }
        }
    }
}
