using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace Lynq.Sandbox.Tests.Conformance;

/// <summary>Runs the steps of one case against a server, in a namespace of its own.</summary>
/// <remarks>
/// A step is <c>VERB path [body] =&gt; status [expected]</c>, <c>set name field</c>, <c>same name field</c> or <c>differs name field</c>.
/// Verbs: GET POST PUT DELETE, APPLY MERGE JSON STRATEGIC (patches), EDIT (get, merge, put), WATCH (the events' type and name),
/// EVENTUALLY (GET until it fits). An expected object names what must be there; null: must not be there; "~x": contains x.
/// </remarks>
internal sealed class ConformanceRun(HttpClient http, string inNamespace)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    // For so long a watch is followed, in seconds; longer when the machine is too slow for what should have come in that time.
    private static readonly int[] WatchTimes = [2, 10, 40];
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal) { ["ns"] = inNamespace };
    private JsonNode? _last;

    public async Task StepAsync(string step)
    {
        var words = step.Split(' ', 3);
        if (words[0] == "unlike") return;
        if (words[0] == "set") _variables[words[1]] = Text(words[2]);
        else if (words[0] == "same") Text(words[2]).ShouldBe(_variables[words[1]], step);
        else if (words[0] == "differs") string.Equals(Text(words[2]), _variables[words[1]], StringComparison.Ordinal).ShouldBeFalse(step);
        else await RequestAsync(step);
    }

    private async Task RequestAsync(string step)
    {
        var halves = step.Split(" => ", 2);
        var request = Expand(halves[0]).Split(' ', 3);
        var answer = Expand(halves[1]).Split(' ', 2);
        var status = int.Parse(answer[0], CultureInfo.InvariantCulture);
        var expected = answer.Length > 1 ? JsonNode.Parse(answer[1]) : null;
        var (verb, path, body) = (request[0], request[1], request.Length > 2 ? JsonNode.Parse(request[2]) : null);
        if (verb == "EVENTUALLY")
        {
            await UntilAsync(path, status, expected, step);
            return;
        }

        if (verb == "EDIT")
        {
            await SendAsync("GET", path, null);
            body = Merge(_last!.DeepClone().AsObject(), body!.AsObject());
            verb = "PUT";
        }

        var code = verb == "WATCH" ? await WatchAsync(path, expected) : await SendAsync(verb, path, body);
        code.ShouldBe(status, $"{step}\n{_last?.ToJsonString()}");
        Fit(_last, expected).ShouldBeNull($"{step}\n{_last?.ToJsonString()}");
    }

    private async Task UntilAsync(string path, int status, JsonNode? expected, string step)
    {
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var code = await SendAsync("GET", path, null);
            if (code == status && Fit(_last, expected) is null) return;
            TimeProvider.System.GetElapsedTime(until).ShouldBeLessThan(Deadline, $"{step}\n{_last?.ToJsonString()}");
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            await pause.WaitForNextTickAsync();
        }
    }

    private async Task<int> WatchAsync(string path, JsonNode? expected)
    {
        var code = 0;
        foreach (var seconds in WatchTimes)
        {
            code = await SendAsync("WATCH", path, null, seconds);
            if (Fit(_last, expected) is null) break;
        }

        return code;
    }

    private async Task<int> SendAsync(string verb, string path, JsonNode? body, int watchSeconds = 0)
    {
        var (method, contentType) = verb switch
        {
            "APPLY" => ("PATCH", "application/apply-patch+yaml"),
            "MERGE" => ("PATCH", "application/merge-patch+json"),
            "JSON" => ("PATCH", "application/json-patch+json"),
            "STRATEGIC" => ("PATCH", "application/strategic-merge-patch+json"),
            "WATCH" => ("GET", ""),
            _ => (verb, "application/json"),
        };
        if (verb is "APPLY" or "POST" or "PUT" && body is JsonObject value) Shorthands.Complete(value, path);
        var address = Shorthands.Path(path, inNamespace);
        if (verb == "WATCH") address += (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + string.Create(CultureInfo.InvariantCulture, $"watch=true&timeoutSeconds={watchSeconds}");
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("conformance", "1"));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        _last = verb == "WATCH" && response.IsSuccessStatusCode ? Events(text) : Parse(text);
        return (int)response.StatusCode;
    }

    private static JsonNode? Parse(string text) => text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : JsonValue.Create(text);

    private static JsonArray Events(string text) => new([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonNode.Parse(line)!)
        .Select(frame => (JsonNode)$"{frame["type"]} {frame["object"]!["metadata"]?["name"] ?? frame["object"]!["reason"]}")]);

    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null) target.Remove(name);
            else if (value is JsonObject change && target[name] is JsonObject below) Merge(below, change);
            else target[name] = value.DeepClone();
        }

        return target;
    }

    /// <summary>Where the actual value does not fit the expected one; null when it does.</summary>
    private static string? Fit(JsonNode? actual, JsonNode? expected, string path = "")
    {
        switch (expected)
        {
            case null:
                return null;
            case JsonObject members:
                if (actual is not JsonObject found) return $"{path}: no object";
                return members.Select(member => member.Value is null
                        ? found[member.Key] is null ? null : $"{path}.{member.Key}: is there"
                        : Fit(found[member.Key], member.Value, path + "." + member.Key))
                    .FirstOrDefault(problem => problem is not null);
            case JsonArray items:
                if (actual is not JsonArray list || list.Count != items.Count) return $"{path}: {actual?.ToJsonString() ?? "nothing"} instead of {items.Count} items";
                return items.Select((item, i) => Fit(list[i], item, $"{path}[{i}]")).FirstOrDefault(problem => problem is not null);
            default:
                if (expected.GetValueKind() == System.Text.Json.JsonValueKind.String && expected.GetValue<string>() is ['~', .. var part])
                    return actual?.ToString().Contains(part, StringComparison.Ordinal) == true ? null : $"{path}: {actual} lacks {part}";
                return JsonNode.DeepEquals(actual, expected) ? null : $"{path}: {actual?.ToJsonString() ?? "nothing"} instead of {expected.ToJsonString()}";
        }
    }

    private string Text(string field)
    {
        var node = _last;
        foreach (var step in field.Split('.')) node = node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : node?[step];
        return node?.ToString() ?? "";
    }

    private string Expand(string text) =>
        _variables.Aggregate(text, static (result, variable) => result.Replace("{" + variable.Key + "}", variable.Value, StringComparison.Ordinal));
}
