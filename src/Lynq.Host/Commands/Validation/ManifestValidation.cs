using System.Text.Json;
using Lynq.Actors.Forms;
using Lynq.Crds;
using Lynq.Crds.Validation;
using Lynq.Host.Documents;
using Lynq.Templates;

namespace Lynq.Host.Commands.Validation;

/// <summary>Judges hubs and forms from files: by the schema, then by the rules of the admission webhooks and of the operator (contract §7, §17).</summary>
internal static class ManifestValidation
{
    private static readonly TemplateCache Templates = new();

    /// <summary>Everything found, file by file.</summary>
    public static IReadOnlyList<Finding> Run(IReadOnlyList<InputDocument> documents)
    {
        var hubs = documents.Where(d => IsOurs(d, LynqApi.HubKind)).Select(d => Read(d, CrdJson.Default.LynqHub)).OfType<LynqHub>().ToList();
        return [.. documents.SelectMany(document => Judge(document, hubs))];
    }

    /// <summary>Whether a document is of a kind that is judged.</summary>
    public static bool IsJudged(InputDocument document) => IsOurs(document, LynqApi.HubKind) || IsOurs(document, LynqApi.FormKind);

    private static IEnumerable<Finding> Judge(InputDocument document, IReadOnlyList<LynqHub> hubs)
    {
        if (!IsJudged(document))
            return [];
        var schema = SchemaCheck.Run(document.Kind, document.Object);
        var unnamed = document.Name.Length > 0 ? [] : new Problem[] { new(ProblemKind.Required, "metadata.name", "the object has no name") };
        var result = new ValidationResult([.. unnamed, .. schema.Errors], schema.Warnings);
        // What does not fit the schema cannot be read, and the rules would only repeat it.
        if (schema.IsValid && Rules(document, hubs) is { } rules)
            result = new([.. result.Errors, .. rules.Errors], [.. result.Warnings, .. rules.Warnings]);
        return Finding.Of(document, result);
    }

    private static ValidationResult? Rules(InputDocument document, IReadOnlyList<LynqHub> hubs)
    {
        if (document.Kind == LynqApi.HubKind)
            return Read(document, CrdJson.Default.LynqHub) is { } hub ? HubValidation.Validate(hub.WithDefaults()) : null;
        if (Read(document, CrdJson.Default.LynqForm) is not { } form)
            return null;
        var known = hubs.FirstOrDefault(h => h.Metadata.Name == form.Spec.HubId && Same(h.Metadata.Namespace, form.Metadata.Namespace));
        return FormValidation.Validate(form.WithDefaults(), new FormValidationContext
        {
            Inspect = TemplateInspection.Over(Templates),
            Hub = known,
            HubKnowledge = known is null ? HubKnowledge.Unknown : HubKnowledge.Found,
        });
    }

    // A manifest without namespace goes wherever its neighbour goes.
    private static bool Same(string? one, string? other) => one is null || other is null || one == other;

    private static bool IsOurs(InputDocument document, string kind) => document.Kind == kind && document.ApiVersion == LynqApi.ApiVersion;

    private static T? Read<T>(InputDocument document, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return document.Object.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
