using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;

namespace Lynq.Sandbox.Kinds;

/// <summary>What a built-in kind adds to the common life of an object. The base class adds nothing.</summary>
internal class KindRules
{
    public static readonly KindRules None = new();

    /// <summary>Fills in the server's defaults; runs on everything that is read from a client.</summary>
    public virtual void Default(JsonObject value)
    {
    }

    /// <summary>Sets what the server decides when an object is made.</summary>
    public virtual void PrepareCreate(JsonObject value, KindContext context)
    {
    }

    /// <summary>Carries over what a client cannot change.</summary>
    public virtual void PrepareUpdate(JsonObject value, JsonObject live, KindContext context)
    {
    }

    /// <summary>Findings about an object by itself.</summary>
    public virtual IEnumerable<FieldCause> Validate(JsonObject value) => [];

    /// <summary>Findings about a change.</summary>
    public virtual IEnumerable<FieldCause> ValidateUpdate(JsonObject value, JsonObject live) => [];

    /// <summary>Runs after the object is gone.</summary>
    public virtual void Released(JsonObject value, KindContext context)
    {
    }
}
