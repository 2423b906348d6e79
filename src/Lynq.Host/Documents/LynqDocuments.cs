using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lynq.Crds;

namespace Lynq.Host.Documents;

/// <summary>The hubs and forms among documents; the rest is not ours to judge.</summary>
/// <param name="Hubs">Hubs.</param>
/// <param name="Forms">Forms.</param>
internal sealed record LynqDocuments(IReadOnlyList<(InputDocument Document, LynqHub Hub)> Hubs, IReadOnlyList<(InputDocument Document, LynqForm Form)> Forms)
{
    /// <summary>Picks hubs and forms out.</summary>
    /// <exception cref="UserException">One cannot be read; the message names file, object and field.</exception>
    public static LynqDocuments Of(IReadOnlyList<InputDocument> documents) => new(
        [.. Pick(documents, LynqApi.HubKind).Select(d => (d, Typed(d, CrdJson.Default.LynqHub).WithDefaults()))],
        [.. Pick(documents, LynqApi.FormKind).Select(d => (d, Typed(d, CrdJson.Default.LynqForm).WithDefaults()))]);

    /// <summary>The forms, of which there must be at least one, each with what its nodes are named and filled by.</summary>
    /// <exception cref="UserException">There is none, or one has no name or hub.</exception>
    public IReadOnlyList<LynqForm> RequireForms()
    {
        if (Forms.Count == 0)
            throw new UserException($"no {LynqApi.FormKind} ({LynqApi.ApiVersion}) in the given files");
        foreach (var (document, form) in Forms)
        {
            var missing = string.IsNullOrEmpty(form.Metadata.Name) ? "metadata.name" : string.IsNullOrEmpty(form.Spec.HubId) ? "spec.hubId" : null;
            if (missing is not null)
                throw new UserException($"{document.Origin}: {document}: {missing} is missing");
        }

        return [.. Forms.Select(f => f.Form)];
    }

    /// <summary>The hub of a form, if it was given too.</summary>
    public LynqHub? HubOf(LynqForm form) => Hubs
        .Select(h => h.Hub)
        .FirstOrDefault(h => h.Metadata.Name == form.Spec.HubId && (h.Metadata.Namespace ?? form.Metadata.Namespace) == (form.Metadata.Namespace ?? h.Metadata.Namespace));

    /// <summary>Reads a document as a type.</summary>
    /// <exception cref="UserException">A field has another type.</exception>
    public static T Typed<T>(InputDocument document, JsonTypeInfo<T> type)
    {
        try
        {
            return document.Object.Deserialize(type) ?? throw new UserException($"{document.Origin}: {document} is empty");
        }
        catch (JsonException e)
        {
            throw new UserException($"{document.Origin}: {document}: {e.Path?.TrimStart('$', '.')}: the value has another type than the field");
        }
    }

    private static IEnumerable<InputDocument> Pick(IEnumerable<InputDocument> documents, string kind) =>
        documents.Where(d => d.Kind == kind && d.ApiVersion == LynqApi.ApiVersion);
}
