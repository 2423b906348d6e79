using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Admission;

/// <summary>The webhooks of all configurations of one kind, in the order of calls: by configuration's name, then as listed.</summary>
internal sealed class WebhookCatalog(ObjectCollection configurations, ResourceType type)
{
    private volatile Compiled _compiled = new(null, []);

    public IReadOnlyList<Webhook> All
    {
        get
        {
            // The log's last link changes with every write of a configuration: comparing it is all that a request costs.
            var last = configurations.Log.Last;
            var compiled = _compiled;
            if (ReferenceEquals(compiled.At, last)) return compiled.Webhooks;
            _compiled = compiled = new Compiled(last, [.. configurations.Snapshot(null).SelectMany(Read)]);
            return compiled.Webhooks;
        }
    }

    public bool Covers(ResourceType written, string operation, string subresource)
    {
        foreach (var webhook in All)
        {
            if (webhook.Covers(written, operation, subresource)) return true;
        }

        return false;
    }

    private IEnumerable<Webhook> Read(StoredObject stored) => stored.ToJson(type).Objects("webhooks").Select(Webhook.Read);

    private sealed record Compiled(ChangeNode? At, IReadOnlyList<Webhook> Webhooks);
}
