using System.Text.Json;

namespace Lynq.Benchmarks.Templates;

/// <summary>The resource that is measured: 40 strings of which 10 are templates.</summary>
internal static class SampleResource
{
    private const int Strings = 40;

    private static readonly string[] s_templates =
    [
        "{{ .uid }}-web",
        "{{ .image }}:{{ .tag }}",
        "{{ .replicas }}",
        "https://{{ .host }}/{{ .uid }}",
        "{{ if eq .plan \"enterprise\" }}large{{ else if eq .plan \"pro\" }}medium{{ else }}small{{ end }}",
        "{{ printf \"%s-%s-%s\" .uid .plan .region }}",
        "{{ default \"eu-central-1\" .region }}",
        "{{ .uid | lower | printf \"app-%s\" }}",
        "{{ with .domain }}{{ . }}{{ else }}{{ .uid }}.example.com{{ end }}",
        "{{ range $i, $x := list \"a\" \"b\" \"c\" }}{{ if $i }},{{ end }}{{ $x }}-{{ $.uid }}{{ end }}",
    ];

    /// <summary>All strings; every fourth is a template.</summary>
    public static IReadOnlyList<string> Texts { get; } =
        [.. Enumerable.Range(0, Strings).Select(i => i % 4 == 0 ? s_templates[i / 4] : $"constant value number {i}")];

    /// <summary>The row.</summary>
    public static IReadOnlyDictionary<string, object?> Row { get; } = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["uid"] = "Acme-01",
        ["image"] = "registry.example.com/shop/web",
        ["tag"] = "1.4.2",
        ["replicas"] = "3",
        ["host"] = "shop.example.com",
        ["plan"] = "pro",
        ["region"] = "ap-northeast-2",
        ["domain"] = "",
    };

    /// <summary>A deployment-like tree of the same strings.</summary>
    public static JsonElement Tree { get; } = JsonSerializer.SerializeToElement(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["spec"] = Texts.Chunk(4).Select((chunk, i) => new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["name"] = $"part-{i}",
            ["fields"] = chunk,
        }).ToArray(),
    });
}
