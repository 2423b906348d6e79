using Lynq.Sandbox.Api;

namespace Lynq.Sandbox.Reading;

/// <summary>The form in which a client wants objects.</summary>
internal enum Representation
{
    Object,
    Metadata,
    Table,
}

/// <summary>Reads the Accept header.</summary>
internal static class Negotiation
{
    /// <summary>The first form among the accepted ones that can be served; throws 406 when there is none.</summary>
    public static Representation Choose(string? accept)
    {
        if (string.IsNullOrEmpty(accept)) return Representation.Object;
        foreach (var one in accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = one.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not ("application/json" or "*/*" or "application/*" or "application/yaml")) continue;
            var form = Array.Find(parts, part => part.StartsWith("as=", StringComparison.Ordinal))?[3..];
            switch (form)
            {
                case null:
                    return Representation.Object;
                case "Table":
                    return Representation.Table;
                case "PartialObjectMetadata" or "PartialObjectMetadataList":
                    return Representation.Metadata;
                default:
                    continue;
            }
        }

        throw new ApiException(406, Reasons.NotAcceptable,
            "only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io, application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");
    }
}
