namespace Lynq.Crds;

/// <summary>Group, version and kind names of the API (contract §1).</summary>
public static class LynqApi
{
    /// <summary>The API group.</summary>
    public const string Group = "operator.lynq.sh";

    /// <summary>The only version, served and stored.</summary>
    public const string Version = "v1";

    /// <summary>Group and version as objects spell it.</summary>
    public const string ApiVersion = Group + "/" + Version;

    /// <summary>Kind of a hub.</summary>
    public const string HubKind = "LynqHub";

    /// <summary>Kind of a form.</summary>
    public const string FormKind = "LynqForm";

    /// <summary>Kind of a node.</summary>
    public const string NodeKind = "LynqNode";

    /// <summary>Plural of <see cref="HubKind"/>, as in request paths.</summary>
    public const string HubPlural = "lynqhubs";

    /// <summary>Plural of <see cref="FormKind"/>, as in request paths.</summary>
    public const string FormPlural = "lynqforms";

    /// <summary>Plural of <see cref="NodeKind"/>, as in request paths.</summary>
    public const string NodePlural = "lynqnodes";
}
