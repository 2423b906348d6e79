using System.Buffers;
using System.Text.Json;
using Lynq.Crds;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// A JSON object that is being composed of others, always in canonical order: of JSON at rest only what is changed is taken apart, and
/// it is written in one go as the very text that its fingerprint is of.
/// </summary>
internal sealed class CanonicalObject
{
    private readonly SortedList<string, Member> _members = new(CanonicalJson.Utf8Order);

    /// <summary>Where the last <see cref="WriteTo"/> put the brace that ends this object.</summary>
    public int End { get; private set; }

    /// <summary>The names of its members, sorted.</summary>
    public IEnumerable<string> Names => _members.Keys;

    /// <summary>Begins with the members of an object.</summary>
    public static CanonicalObject Of(JsonElement json)
    {
        var result = new CanonicalObject();
        foreach (var member in json.EnumerateObject()) result.Set(member.Name, member.Value);
        return result;
    }

    public bool Contains(string name) => _members.ContainsKey(name);

    /// <summary>A member that is a text; null when there is none or it is something else.</summary>
    public string? Text(string name)
    {
        if (!_members.TryGetValue(name, out var member)) return null;
        return member.Json.ValueKind == JsonValueKind.String ? member.Json.GetString() : member.Made as string;
    }

    /// <summary>A member as it was given; undefined when there is none or it was made here.</summary>
    public JsonElement Given(string name) => _members.TryGetValue(name, out var member) ? member.Json : default;

    /// <summary>A member that is an object, to be changed; made anew when there is none or it is something else.</summary>
    public CanonicalObject Child(string name)
    {
        if (_members.TryGetValue(name, out var member) && member.Made is CanonicalObject child) return child;
        child = member.Json.ValueKind == JsonValueKind.Object ? Of(member.Json) : new CanonicalObject();
        _members[name] = new Member(child, default);
        return child;
    }

    public void Set(string name, JsonElement json) => _members[name] = new Member(null, json);

    public void Set(string name, string text) => _members[name] = new Member(text, default);

    public void Set(string name, CanonicalObject child) => _members[name] = new Member(child, default);

    /// <summary>Sets a member to JSON that is canonical already.</summary>
    public void Set(string name, byte[] canonical) => _members[name] = new Member(canonical, default);

    /// <summary>Sets a member for each entry.</summary>
    public void SetAll(IReadOnlyDictionary<string, string>? entries)
    {
        if (entries is null) return;
        foreach (var (name, text) in entries) Set(name, text);
    }

    public void Remove(string name) => _members.Remove(name);

    /// <summary>The object at rest.</summary>
    public JsonElement ToElement()
    {
        using var scratch = ScratchBuffer.Take();
        WriteTo(scratch.Output);
        return JsonElement.Parse(scratch.Output.WrittenSpan);
    }

    /// <summary>Writes the canonical text.</summary>
    public void WriteTo(ArrayBufferWriter<byte> output)
    {
        output.Write("{"u8);
        for (var i = 0; i < _members.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            CanonicalJson.WriteTo(output, _members.GetKeyAtIndex(i));
            output.Write(":"u8);
            _members.GetValueAtIndex(i).WriteTo(output);
        }

        End = output.WrittenCount;
        output.Write("}"u8);
    }

    private readonly record struct Member(object? Made, JsonElement Json)
    {
        public void WriteTo(ArrayBufferWriter<byte> output)
        {
            switch (Made)
            {
                case string text:
                    CanonicalJson.WriteTo(output, text);
                    break;
                case CanonicalObject child:
                    child.WriteTo(output);
                    break;
                case byte[] canonical:
                    output.Write(canonical);
                    break;
                default:
                    CanonicalJson.WriteTo(output, Json);
                    break;
            }
        }
    }
}
