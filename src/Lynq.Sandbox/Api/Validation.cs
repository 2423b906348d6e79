using System.Text.Json.Nodes;
using Lynq.Sandbox.Kinds;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Api;

/// <summary>Everything that must hold before an object is stored: metadata, the kind's own rules, a custom resource's schema.</summary>
internal static class Validation
{
    public static void Create(ResourceType type, JsonObject value, WriteOptions options)
    {
        var causes = new List<FieldCause>(MetadataRules.Check(type, value));
        causes.AddRange(KindTable.Of(type).Validate(value));
        Custom(type, value, null, causes, options);
        Definition(type, value, options);
        Refuse(type, value, causes);
    }

    public static void Update(ResourceType type, JsonObject value, JsonObject live, WriteOptions options)
    {
        var causes = new List<FieldCause>(MetadataRules.Check(type, value));
        causes.AddRange(MetadataRules.CheckUpdate(value, live));
        var rules = KindTable.Of(type);
        causes.AddRange(rules.Validate(value));
        causes.AddRange(rules.ValidateUpdate(value, live));
        Custom(type, value, live, causes, options);
        Definition(type, value, options);
        Refuse(type, value, causes);
    }

    // Said rather than refused: a definition must not depend on what the sandbox can evaluate.
    private static void Definition(ResourceType type, JsonObject value, WriteOptions options)
    {
        if (type.Is("apiextensions.k8s.io", "CustomResourceDefinition") && options.Subresource.Length == 0) options.Warnings.AddRange(UnsupportedRules.Of(value));
    }

    private static void Custom(ResourceType type, JsonObject value, JsonObject? live, List<FieldCause> causes, WriteOptions options)
    {
        if (type.Custom is null) return;
        causes.AddRange(StructuralValidation.Validate(value, live, type.Schema));
        if (type.Custom.DeprecationWarning is { } warning) options.Warnings.Add(warning);
    }

    private static void Refuse(ResourceType type, JsonObject value, List<FieldCause> causes)
    {
        if (causes.Count > 0) throw Errors.Invalid(type, value.Metadata().Text("name"), causes);
    }
}
