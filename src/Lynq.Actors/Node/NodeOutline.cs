using System.Text.Json;
using Lynq.Crds;

namespace Lynq.Actors.Node;

/// <summary>
/// What a <see cref="NodeDigest"/> is made of, gathered in one pass over the text of a LynqNode. Where replicas share the work, each
/// follows the nodes of all: of most of them this is all that it reads.
/// </summary>
internal struct NodeOutline()
{
    public string Namespace = "";
    public string Name = "";
    public string Uid = "";
    public string ResourceVersion = "";
    public string HubLabel = "";
    public string HubId = "";
    public string Activate = "";
    public string HostOrUrl = "";
    public string Extra = "";
    public string TemplateGeneration = "";
    public string UpdateStart = "";
    public string OwnerUid = "";
    public string TemplateRef = "";
    public string RowUid = "";
    public long Generation;
    public long ObservedGeneration;
    public long FailedResources;
    public bool Deleting;
    public NodeCondition Ready = new();
    public NodeCondition Progressing = new();
    public NodeCondition Degraded = new();

    /// <summary>Reads the object that the reader stands at, up to its end.</summary>
    public static NodeOutline Read(ref Utf8JsonReader reader)
    {
        var outline = new NodeOutline();
        while (IsAtMember(ref reader))
        {
            if (reader.ValueTextEquals("metadata"u8)) outline.ReadMetadata(ref reader);
            else if (reader.ValueTextEquals("spec"u8)) outline.ReadSpec(ref reader);
            else if (reader.ValueTextEquals("status"u8)) outline.ReadStatus(ref reader);
            else reader.TrySkip();
        }

        return outline;
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (!IsAtObject(ref reader)) return;
        while (IsAtMember(ref reader))
        {
            if (reader.ValueTextEquals("name"u8)) Name = Text(ref reader);
            else if (reader.ValueTextEquals("namespace"u8)) Namespace = Text(ref reader);
            else if (reader.ValueTextEquals("uid"u8)) Uid = Text(ref reader);
            else if (reader.ValueTextEquals("resourceVersion"u8)) ResourceVersion = Text(ref reader);
            else if (reader.ValueTextEquals("generation"u8)) Generation = Number(ref reader);
            else if (reader.ValueTextEquals("deletionTimestamp"u8)) Deleting = Text(ref reader).Length > 0;
            else if (reader.ValueTextEquals("annotations"u8)) ReadAnnotations(ref reader);
            else if (reader.ValueTextEquals("labels"u8)) ReadLabels(ref reader);
            else if (reader.ValueTextEquals("ownerReferences"u8)) ReadOwners(ref reader);
            else reader.TrySkip();
        }
    }

    private void ReadLabels(ref Utf8JsonReader reader)
    {
        if (!IsAtObject(ref reader)) return;
        while (IsAtMember(ref reader))
        {
            if (reader.ValueTextEquals(LynqLabels.Hub)) HubLabel = Text(ref reader);
            else reader.TrySkip();
        }
    }

    private void ReadAnnotations(ref Utf8JsonReader reader)
    {
        if (!IsAtObject(ref reader)) return;
        while (IsAtMember(ref reader))
        {
            if (reader.ValueTextEquals(LynqAnnotations.HubId)) HubId = Text(ref reader);
            else if (reader.ValueTextEquals(LynqAnnotations.Activate)) Activate = Text(ref reader);
            else if (reader.ValueTextEquals(LynqAnnotations.HostOrUrl)) HostOrUrl = Text(ref reader);
            else if (reader.ValueTextEquals(LynqAnnotations.Extra)) Extra = Text(ref reader);
            else if (reader.ValueTextEquals(LynqAnnotations.TemplateGeneration)) TemplateGeneration = Text(ref reader);
            else if (reader.ValueTextEquals(LynqAnnotations.RolloutUpdateStart)) UpdateStart = Text(ref reader);
            else reader.TrySkip();
        }
    }

    private void ReadOwners(ref Utf8JsonReader reader)
    {
        if (!IsAtArray(ref reader)) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.TrySkip();
                continue;
            }

            var (kind, uid, controls) = ("", "", false);
            while (IsAtMember(ref reader))
            {
                if (reader.ValueTextEquals("kind"u8)) kind = Text(ref reader);
                else if (reader.ValueTextEquals("uid"u8)) uid = Text(ref reader);
                else if (reader.ValueTextEquals("controller"u8)) controls = IsAt(ref reader, JsonTokenType.True);
                else reader.TrySkip();
            }

            if (OwnerUid.Length == 0 && controls && kind == LynqApi.HubKind) OwnerUid = uid;
        }
    }

    private void ReadSpec(ref Utf8JsonReader reader)
    {
        if (!IsAtObject(ref reader)) return;
        while (IsAtMember(ref reader))
        {
            if (reader.ValueTextEquals("templateRef"u8)) TemplateRef = Text(ref reader);
            else if (reader.ValueTextEquals("uid"u8)) RowUid = Text(ref reader);
            else reader.TrySkip();
        }
    }

    private void ReadStatus(ref Utf8JsonReader reader)
    {
        if (!IsAtObject(ref reader)) return;
        while (IsAtMember(ref reader))
        {
            if (reader.ValueTextEquals("observedGeneration"u8)) ObservedGeneration = Number(ref reader);
            else if (reader.ValueTextEquals("failedResources"u8)) FailedResources = Number(ref reader);
            else if (reader.ValueTextEquals("conditions"u8)) ReadConditions(ref reader);
            else reader.TrySkip();
        }
    }

    private void ReadConditions(ref Utf8JsonReader reader)
    {
        if (!IsAtArray(ref reader)) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.TrySkip();
                continue;
            }

            var condition = new NodeCondition();
            while (IsAtMember(ref reader))
            {
                if (reader.ValueTextEquals("type"u8)) condition.Type = Text(ref reader);
                else if (reader.ValueTextEquals("status"u8)) condition.Status = Text(ref reader);
                else if (reader.ValueTextEquals("reason"u8)) condition.Reason = Text(ref reader);
                else if (reader.ValueTextEquals("lastTransitionTime"u8)) condition.ChangedAt = Text(ref reader);
                else reader.TrySkip();
            }

            Take(condition);
        }
    }

    private void Take(NodeCondition condition)
    {
        if (condition.Type == ConditionTypes.Ready && Ready.Type.Length == 0) Ready = condition;
        else if (condition.Type == ConditionTypes.Progressing && Progressing.Type.Length == 0) Progressing = condition;
        else if (condition.Type == ConditionTypes.Degraded && Degraded.Type.Length == 0) Degraded = condition;
    }

    private static bool IsAtMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    // What is not of the kind that it should be is passed over, like what is missing. The whole object is there: nothing is skipped in vain.
    private static bool IsAtObject(ref Utf8JsonReader reader) => IsAt(ref reader, JsonTokenType.StartObject);

    private static bool IsAtArray(ref Utf8JsonReader reader) => IsAt(ref reader, JsonTokenType.StartArray);

    private static string Text(ref Utf8JsonReader reader) => IsAt(ref reader, JsonTokenType.String) ? reader.GetString()! : "";

    private static long Number(ref Utf8JsonReader reader) => IsAt(ref reader, JsonTokenType.Number) && reader.TryGetInt64(out var number) ? number : 0;

    private static bool IsAt(ref Utf8JsonReader reader, JsonTokenType kind)
    {
        reader.Read();
        if (reader.TokenType == kind) return true;
        reader.TrySkip();
        return false;
    }
}

/// <summary>A condition as it was read; empty texts where there is none.</summary>
internal struct NodeCondition()
{
    public string Type = "";
    public string Status = "";
    public string Reason = "";
    public string ChangedAt = "";
}
