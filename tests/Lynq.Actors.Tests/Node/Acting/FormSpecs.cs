namespace Lynq.Actors.Tests.Node.Acting;

/// <summary>Form specs for tests.</summary>
internal static class FormSpecs
{
    /// <summary>ConfigMaps of the given ids, each with <c>data.plan</c> from the row.</summary>
    public static string ConfigMaps(params string[] resources) => $$"""{"hubId":"h","configMaps":[{{string.Join(',', resources)}}]}""";

    /// <summary>One ConfigMap named <c>uid-id</c>; further fields are given as JSON members.</summary>
    public static string ConfigMap(string id, string more = "", string data = """{"plan":"{{ .plan }}"}""") => $$$"""
        {"id":"{{{id}}}","nameTemplate":"{{ .uid }}-{{{id}}}","spec":{"apiVersion":"v1","kind":"ConfigMap","data":{{{data}}} }{{{(more.Length == 0 ? "" : "," + more)}}} }
        """;

    /// <summary>One Deployment named <c>uid-id</c>.</summary>
    public static string Deployment(string id, string more = "", string replicas = "1", string image = "pause:3.9") => $$$"""
        {"id":"{{{id}}}","nameTemplate":"{{ .uid }}-{{{id}}}","spec":{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"app":"x"}},
         "template":{"metadata":{"labels":{"app":"x"} },"spec":{"containers":[{"name":"app","image":"{{{image}}}"}] } } } }{{{(more.Length == 0 ? "" : "," + more)}}} }
        """;
}
